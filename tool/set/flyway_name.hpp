#pragma once

// What Flyway makes of a file's name.

#include <optional>
#include <string>
#include <string_view>

namespace migration {

enum class FlywayKind { versioned, undo, baseline, repeatable, callback };

struct FlywayName {
    FlywayKind kind = FlywayKind::versioned;
    std::string version;        // "1.2" for V1_2__x; empty where the kind has none
    std::string description;    // as the name spells it; of a callback its event
    bool has_separator = true;  // V1__.sql has it, V1.sql has not
};

// The name of a file without its folders. Nothing for one that Flyway ignores, or that does not end
// in `suffix`, which is written in lower case.
std::optional<FlywayName> flyway_name(std::string_view path, std::string_view suffix = ".sql");

// Group by group as numbers of any size; a missing group is 0.
bool flyway_version_less(std::string_view a, std::string_view b);

struct FlywayVersionOrder {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const {
        return flyway_version_less(a, b);
    }
};

}  // namespace migration
