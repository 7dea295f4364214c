#pragma once

// Atlas's `-- atlas:delimiter X` in a file's first line: statements end at X, not at a semicolon.
// The rules are those of Atlas at a5e0aec, sql/migrate/lex.go.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

// The delimiter that the first line of a file sets, `\n`, `\r` and `\t` in it resolved.
std::optional<std::string> atlas_delimiter(std::string_view first_line);

// The text with a semicolon in the place of each delimiter. Those in strings, in comments, between
// dollar quotes and between parentheses are none. Lines keep their numbers.
std::string with_semicolons(std::string_view text, std::string_view delimiter);

}  // namespace migration
