#pragma once

// Small, pure helpers over text: lines, positions, UTF-8, suggestions.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migration {

std::string_view trim(std::string_view text);
std::string to_lower(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

// Without blanks around it, and without the quotes of one kind around what is left.
std::string_view strip_quotes(std::string_view text);

// A line as it stands in a text, and what ends it: LF, CRLF, a lone CR, or nothing at the text's
// end.
struct TextLine {
    std::string_view content;
    std::string_view end;
};

// A text that ends in a line end has an empty line behind it.
std::vector<TextLine> lines_of(std::string_view text);

// CRLF and lone CR become LF.
std::string normalise_line_ends(std::string_view text);

// Offset of the first CR or LF from `from` on, or the text's length.
std::size_t line_end(std::string_view text, std::size_t from);

// Offset behind the line end at or after `from`, or the text's length.
std::size_t next_line(std::string_view text, std::size_t from);

// How many lines end in the text; a CR whose LF is not in it counts.
int line_ends_in(std::string_view text);

std::string_view without_byte_order_mark(std::string_view text);

// Byte offset of the first byte that is not UTF-8, or nothing.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

// The text with "�" for each byte that is not UTF-8.
std::string with_valid_utf8(std::string_view text);

// Line number, from 1, of a byte offset.
int line_at(std::string_view text, std::size_t offset);

// Byte offset of the n-th character (from 1), as PostgreSQL counts error positions.
std::size_t offset_of_character(std::string_view text, std::size_t position);

// How many letters must be put in, left out or replaced to make one of the other, whatever their
// case.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`, when it is near enough to be a typing mistake.
std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates);

// Whether a name may hold it: a letter, a digit, an underscore, or a byte of a character beyond
// ASCII.
bool is_word_byte(char c);

// True when `word` stands in `text` as a whole word, letters compared without case.
bool contains_word(std::string_view text, std::string_view word);

// A string of at most `limit` bytes on one line, cut at a character's start with "…" behind it.
std::string one_line(std::string_view text, std::size_t limit);

// Control characters but the tab as escapes, "\n" and "\u001B": what a file has in it neither
// begins a line of its own nor commands a terminal.
std::string visible(std::string_view text);

// The same for a text of several lines, which it stays.
std::string visible_lines(std::string_view text);

// What stands before the first line end, without the blanks around the text.
std::string first_line(std::string_view text);

// What stands behind the last CR or LF.
std::string_view last_line(std::string_view text);

// "1 migration", "2 migrations".
std::string counted(std::size_t number, std::string_view noun);

}  // namespace migration
