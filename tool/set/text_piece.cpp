#include "set/text_piece.hpp"

namespace migration {

void TextPiece::put(int number) {
    put(number, (*lines_)[static_cast<std::size_t>(number) - 1].content);
}

void TextPiece::put(int number, std::string_view content) {
    while (next_ < number) text_ += end_of_empty(next_++);
    text_.append(content).append(end_of(number));
    ++next_;
}

// A last line without an end gets that of the line before.
std::string_view TextPiece::end_of(int number) const {
    const auto at = static_cast<std::size_t>(number) - 1;
    if (!(*lines_)[at].end.empty()) return (*lines_)[at].end;
    return at > 0 ? (*lines_)[at - 1].end : "\n";
}

// Behind a lone CR an LF would end the same line once more.
std::string_view TextPiece::end_of_empty(int number) const {
    const auto end = end_of(number);
    return end == "\n" && text_.ends_with('\r') ? "\r\n" : end;
}

std::string without_lines(std::string_view text, const std::set<int>& numbers) {
    std::string rest;
    int number = 0;
    for (const auto& [content, end] : lines_of(text)) {
        if (!numbers.contains(++number)) rest += content;
        rest += end;
    }
    return rest;
}

std::string line_ends_of(std::string_view text) {
    std::string ends;
    for (const char c : text)
        if (c == '\n' || c == '\r') ends += c;
    return ends;
}

std::string part_of_text(std::string_view text, std::size_t begin, std::size_t end) {
    return line_ends_of(text.substr(0, begin)).append(text.substr(begin, end - begin));
}

}  // namespace migration
