#pragma once

// Deals the lines of a file out to several texts. Each text keeps the line numbers of the file: the
// lines that it does not get are empty in it.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace migration {

class TextPiece {
public:
    // `lines` are those of the whole file, and must outlive the piece.
    explicit TextPiece(const std::vector<TextLine>& lines) : lines_(&lines) {}

    // Appends the line of that number (from 1), and the missing ones before it as empty lines.
    void put(int number);
    // The same with another content in its place.
    void put(int number, std::string_view content);

    std::string take() { return std::move(text_); }

private:
    std::string_view end_of(int number) const;
    std::string_view end_of_empty(int number) const;

    const std::vector<TextLine>* lines_;
    std::string text_;
    int next_ = 1;
};

// The text with the lines of those numbers (from 1) empty.
std::string without_lines(std::string_view text, const std::set<int>& numbers);

// The line ends of a text without anything else: what stands behind it keeps its line numbers.
std::string line_ends_of(std::string_view text);

// The bytes from `begin` to before `end`, behind the line ends of what stands before them.
std::string part_of_text(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace migration
