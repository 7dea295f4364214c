#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace migration {

// The word that starts at or behind `at`, in lower case; `at` is set behind it. Quotes and comments
// are not told from anything else: whoever looks for a word may find one too many, never one too
// few.
inline std::string next_word(std::string_view sql, std::size_t& at) {
    while (at < sql.size() && !is_word_byte(sql[at])) ++at;
    std::string word;
    for (; at < sql.size() && is_word_byte(sql[at]); ++at)
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[at])));
    return word;
}

// The text with blanks in place of what looks like comments, so that words with one between them
// stand side by side. What looks so may be a part of a string: whoever looks for words looks into
// both texts.
inline std::string without_comments(std::string_view sql) {
    std::string text;
    for (std::size_t at = 0; at < sql.size();) {
        const auto two = sql.substr(at, 2);
        if (two != "--" && two != "/*") {
            text += sql[at++];
            continue;
        }
        const auto end = two == "--" ? sql.find('\n', at) : sql.find("*/", at + 2);
        at = end == std::string_view::npos ? sql.size() : end + (two == "--" ? 0 : 2);
        text += ' ';
    }
    return text;
}

template <typename List>
bool is_one_of(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

// Whether `finds` says so of the text as it stands, or of the text without comments.
template <typename Finds>
bool finds_in_either(std::string_view sql, const Finds& finds) {
    if (finds(sql)) return true;
    const bool has_comments =
        sql.find("--") != std::string_view::npos || sql.find("/*") != std::string_view::npos;
    return has_comments && finds(without_comments(sql));
}

}  // namespace migration
