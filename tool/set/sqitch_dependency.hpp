#pragma once

// What a change of Sqitch's plan requires, or conflicts with.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

struct SqitchDependency {
    bool is_conflict = false;
    std::string project;  // empty: the plan's own
    std::string change;   // or a tag alone
    std::string tag;
    std::string id;  // instead of a change
};

// "[!][PROJECT:]CHANGE[@TAG]", "@TAG" or an id in the change's place; nothing for other words.
std::optional<SqitchDependency> parse_sqitch_dependency(std::string_view word);

}  // namespace migration
