#include "set/layout.hpp"

#include <regex>

#include "base/text.hpp"

namespace migration {

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> table{up_down_layout, rollback_suffix_layout, marked_layout,
                                           up_down_folders_layout, folder_each_layout};
    return table;
}

std::optional<Part> version_and_slug(std::string_view stem, Role role) {
    // The letter of 006a stands behind the last number only.
    static const std::regex shape("[Vv]?([0-9]+(?:[-.][0-9]+)*[A-Za-z]?)(?:(?:_+|[-.]+)([^\\n\\r/]+)|_+)?");
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(stem.begin(), stem.end(), match, shape)) return std::nullopt;
    return Part{match[1].str(), match[2].str(), role, false};
}

std::optional<std::string_view> without_suffix(std::string_view text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return std::nullopt;
    return text.substr(0, text.size() - suffix.size());
}

bool is_marker(std::string_view line, std::string_view marker) {
    line = trim(line);
    return line.starts_with("--") && trim(line.substr(2)) == marker;
}

}  // namespace migration
