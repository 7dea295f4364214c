#pragma once

// Deals the lines of a file out to several texts. Each text keeps the line numbers of the file: the
// lines that it does not get are empty in it.

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

}  // namespace migration
