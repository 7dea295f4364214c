#include "set/sqitch_dependency.hpp"

#include "set/sqitch_line.hpp"

namespace migration {
namespace {

bool is_change_id(std::string_view text) {
    constexpr std::size_t length = 40;
    return text.size() == length &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::optional<SqitchDependency> parse_sqitch_dependency(std::string_view word) {
    SqitchDependency dependency;
    dependency.is_conflict = word.starts_with('!');
    if (dependency.is_conflict) word.remove_prefix(1);
    if (const auto colon = word.find(':'); colon != std::string_view::npos) {
        dependency.project = word.substr(0, colon);
        if (!is_sqitch_name(dependency.project)) return std::nullopt;
        word.remove_prefix(colon + 1);
    }
    if (is_change_id(word)) {
        dependency.id = word;
        return dependency;
    }
    const auto at = word.find('@');
    dependency.change = word.substr(0, at);
    if (at != std::string_view::npos) {
        dependency.tag = word.substr(at + 1);
        if (!is_sqitch_name(dependency.tag)) return std::nullopt;
    }
    if (dependency.change.empty() ? dependency.tag.empty() : !is_sqitch_name(dependency.change))
        return std::nullopt;
    return dependency;
}

}  // namespace migration
