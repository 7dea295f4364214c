#pragma once

// Where a script may change from SQL to the data of a COPY … FROM stdin, and back. PostgreSQL's
// scanner must never see the data, so this is found beforehand, in one pass.

#include <cstddef>
#include <string_view>

namespace migration {

// Offset of the next semicolon, from `from` on, that ends a statement with the word "stdin" in it;
// npos when there is none. `from` is where a statement begins. Strings, quoted names, comments,
// parentheses and bodies (BEGIN ATOMIC … END) are passed over.
std::size_t find_copy_cut(std::string_view text, std::size_t from);

// Offset of the line `\.` that ends the data which begin at `from`, or the text's length.
std::size_t find_copy_end(std::string_view text, std::size_t from);

}  // namespace migration
