#include "base/redact.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace migration {
namespace {

using Range = std::pair<std::size_t, std::size_t>;  // begin, end

constexpr std::string_view blanks = " \t\n\r";

// The secret between "://user:" and the last "@" before the host's end.
void find_url_secrets(std::string_view text, std::vector<Range>& found) {
    for (std::size_t at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 3)) {
        const std::size_t begin = at + 3;
        const std::size_t word_end = std::min(text.find_first_of(" \t\n\r\"'", begin), text.size());
        std::size_t stop = std::min(text.find_first_of("/?#", begin), word_end);
        // A password that holds an unescaped '/', '?' or '#' still ends at an '@'.
        const std::size_t last_at = text.substr(0, word_end).rfind('@');
        if (last_at != std::string_view::npos && last_at > stop) stop = word_end;
        const std::size_t host = text.substr(0, stop).rfind('@');
        if (host == std::string_view::npos || host < begin) continue;
        const std::size_t colon = text.find(':', begin);
        if (colon < host) found.emplace_back(colon + 1, host);
    }
}

std::size_t value_end(std::string_view text, std::size_t begin) {
    if (begin < text.size() && text[begin] == '\'') {
        for (std::size_t at = begin + 1; at < text.size(); ++at) {
            if (text[at] == '\\')
                ++at;
            else if (text[at] == '\'')
                return at + 1;
        }
        return text.size();
    }
    return std::min(text.find_first_of(" \t\n\r&\"", begin), text.size());
}

void find_key_secrets(std::string_view text, std::vector<Range>& found) {
    const std::string lowered = to_lower(text);
    for (const std::string_view key : {"password", "passphrase"}) {
        for (std::size_t at = lowered.find(key); at != std::string::npos; at = lowered.find(key, at + 1)) {
            std::size_t value = std::min(text.find_first_not_of(blanks, at + key.size()), text.size());
            if (value == text.size() || text[value] != '=') continue;
            value = std::min(text.find_first_not_of(blanks, value + 1), text.size());
            found.emplace_back(value, value_end(text, value));
        }
    }
}

std::vector<Range> secrets(std::string_view text) {
    std::vector<Range> found;
    find_url_secrets(text, found);
    find_key_secrets(text, found);
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

std::string redact(std::string_view text) {
    std::string result;
    std::size_t done = 0;
    for (const auto& [begin, end] : secrets(text)) {
        if (end <= done || begin == end) continue;
        result += text.substr(done, std::max(begin, done) - done);
        if (begin >= done) result += "***";
        done = end;
    }
    return result += text.substr(done);
}

void redact_argument(char* argument) {
    for (const auto& [begin, end] : secrets(argument)) std::memset(argument + begin, '*', end - begin);
}

}  // namespace migration
