#include "base/glob.hpp"

namespace migration {

// Behind a `*` the shortest text is tried first; only the last `*` ever needs a longer one.
bool glob_matches(std::string_view pattern, std::string_view text) {
    std::size_t at = 0, in_text = 0;
    std::size_t star = std::string_view::npos, behind_star = 0;
    while (in_text < text.size()) {
        if (at < pattern.size() && pattern[at] == '*') {
            star = at++;
            behind_star = in_text;
        } else if (at < pattern.size() && pattern[at] == text[in_text]) {
            ++at;
            ++in_text;
        } else if (star != std::string_view::npos) {
            at = star + 1;
            in_text = ++behind_star;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == '*') ++at;
    return at == pattern.size();
}

}  // namespace migration
