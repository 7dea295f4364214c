#pragma once

#include <optional>
#include <string_view>

namespace migration {

// What is wrong with an object, or with a script. A new kind needs a line in finding_kind.cpp,
// whose columns hold all texts about kinds.
enum class FindingKind {
    left_behind,
    lost,
    changed,
    order,
    data,
    further_on,
    varying,
    error,
    file,
    nothing,
    session
};

// As the verdict file, waivers and `-- @allow:` spell it: "left_behind".
std::string_view finding_kind_name(FindingKind kind);
std::optional<FindingKind> finding_kind_named(std::string_view name);

// What a script does to the object: "leaves behind".
std::string_view finding_kind_verb(FindingKind kind);

}  // namespace migration
