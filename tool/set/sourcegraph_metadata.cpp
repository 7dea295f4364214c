#include "set/sourcegraph_metadata.hpp"

#include <regex>

#include "base/text.hpp"

namespace migration {
namespace {

void add_numbers(std::string_view text, int line, const std::string& shown,
                 std::vector<Need>& numbers) {
    constexpr std::string_view digits = "0123456789";
    text = text.substr(0, text.find('#'));
    for (auto at = text.find_first_of(digits); at != std::string_view::npos;) {
        const auto end = std::min(text.find_first_not_of(digits, at), text.size());
        numbers.push_back({std::string(text.substr(at, end - at)), shown, line});
        at = text.find_first_of(digits, end);
    }
}

// `parents: [1, 2]` or `parent: 1`, on one line or several, in a mapping of any style, or one `- 1`
// a line up to the next key.
std::vector<Need> parents_in(std::string_view text, const std::string& shown) {
    static const std::regex key(R"((^|[\s{,])["']?parents?["']?\s*:)");
    std::vector<Need> parents;
    bool inside = false, in_brackets = false;
    int number = 0;
    for (const auto& [content, end] : lines_of(text)) {
        ++number;
        std::string_view line = content;
        std::match_results<std::string_view::const_iterator> match;
        // std::regex takes the stack for each byte.
        const auto head = line.substr(0, 1000);
        if (!inside && std::regex_search(head.begin(), head.end(), match, key)) {
            inside = true;
            line.remove_prefix(static_cast<std::size_t>(match.position() + match.length()));
        } else if (inside && !in_brackets) {
            const bool goes_on = trim(line).empty() || trim(line).starts_with('-') ||
                                 trim(line).starts_with('#') || trim(line).starts_with('[');
            if (!goes_on) break;
        }
        if (!inside) continue;
        in_brackets = in_brackets || line.find('[') != std::string_view::npos;
        const auto close = line.find(']');
        add_numbers(line.substr(0, close), number, shown, parents);
        if (close != std::string_view::npos) break;
    }
    return parents;
}

bool is_set(std::string_view text, const std::string& key) {
    const std::regex shape("(^|[\\s{,])[\"']?" + key + "[\"']?\\s*:\\s*(true|yes|on)\\b.*",
                           std::regex::icase);
    for (const auto& [line, end] : lines_of(text))
        if (line.size() < 1000 && std::regex_search(line.begin(), line.end(), shape)) return true;
    return false;
}

}  // namespace

SourcegraphMetadata read_sourcegraph_metadata(std::string_view text, const std::string& shown) {
    return {parents_in(text, shown), is_set(text, "createIndexConcurrently")};
}

}  // namespace migration
