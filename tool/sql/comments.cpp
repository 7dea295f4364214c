#include "sql/comments.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

std::size_t block_comment(std::string_view text) {
    std::size_t at = 0;
    int depth = 0;
    do {
        if (text.compare(at, 2, "/*") == 0)
            ++depth, at += 2;
        else if (text.compare(at, 2, "*/") == 0)
            --depth, at += 2;
        else
            ++at;
    } while (depth > 0 && at < text.size());
    return at;
}

// Length of the comment or white space that the text starts with, 0 where it starts with neither.
std::size_t blank_piece(std::string_view text) {
    if (text.starts_with("--")) return line_end(text, 0);
    if (text.starts_with("/*")) return block_comment(text);
    return std::min(text.find_first_not_of(" \t\n\r\f\v"), text.size());
}

}  // namespace

std::size_t leading_blank(std::string_view text) {
    std::size_t at = 0;
    while (const std::size_t length = blank_piece(text.substr(at))) at += length;
    return at;
}

std::vector<LineComment> leading_line_comments(std::string_view text) {
    std::vector<LineComment> comments;
    std::size_t at = 0;
    while (const std::size_t length = blank_piece(text.substr(at))) {
        const auto piece = text.substr(at, length);
        if (piece.starts_with("--")) comments.push_back({at, trim(piece.substr(2))});
        at += length;
    }
    return comments;
}

}  // namespace migration
