#include "snapshot/may_grant.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace migration {
namespace {

// DO and EXECUTE (of plpgsql) run what may be put together at run time. `LANGUAGE` has its own rule below.
constexpr std::array<std::string_view, 8> words{"grant", "revoke", "owned",     "do",
                                                "call",  "load",   "extension", "execute"};

constexpr std::array<std::string_view, 2> readable_languages{"sql", "plpgsql"};

bool is_of_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

// The word that starts at or behind `at`, in lower case; `at` is set behind it.
std::string next_word(std::string_view sql, std::size_t& at) {
    while (at < sql.size() && !is_of_word(sql[at])) ++at;
    std::string word;
    for (; at < sql.size() && is_of_word(sql[at]); ++at)
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(sql[at])));
    return word;
}

template <typename List>
bool contains(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

bool may_grant(std::string_view sql) {
    std::string before;
    for (std::size_t at = 0; at < sql.size();) {
        std::string word = next_word(sql, at);
        if (word == "function" || word == "procedure") {
            before.clear();  // EXECUTE FUNCTION of a trigger
            continue;
        }
        if (before == "execute" || (before == "language" && !contains(readable_languages, word))) return true;
        if (word != "execute" && contains(words, word)) return true;
        before = std::move(word);
    }
    return before == "execute";
}

}  // namespace migration
