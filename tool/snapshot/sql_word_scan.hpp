#pragma once

#include <cctype>
#include <string>
#include <string_view>

namespace migration {

// The word that starts at or behind `at`, in lower case; `at` is set behind it. Quotes and comments are not
// told from anything else: whoever looks for a word may find one too many, never one too few.
inline std::string next_word(std::string_view sql, std::size_t& at) {
    const auto is_of_word = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isalnum(byte) != 0 || c == '_' || (byte & 0x80U) != 0;
    };
    while (at < sql.size() && !is_of_word(sql[at])) ++at;
    std::string word;
    for (; at < sql.size() && is_of_word(sql[at]); ++at)
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[at])));
    return word;
}

}  // namespace migration
