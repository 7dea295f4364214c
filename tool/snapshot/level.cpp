#include "snapshot/level.hpp"

#include <algorithm>

namespace migration {

std::string_view level_name(Level level) {
    switch (level) {
        case Level::structure:
            return "structure";
        case Level::privileges:
            return "privileges";
        case Level::owners:
            return "owners";
        case Level::rows:
            break;
    }
    return "rows";
}

std::optional<Level> level_named(std::string_view name) {
    const auto* const found = std::find_if(all_levels.begin(), all_levels.end(),
                                           [&](Level level) { return level_name(level) == name; });
    return found == all_levels.end() ? std::nullopt : std::optional(*found);
}

bool counts_at(Level level, Facet facet) {
    switch (facet) {
        case Facet::structure:
        case Facet::order:
        case Facet::comment:
            return true;
        case Facet::privileges:
            return level >= Level::privileges;
        case Facet::owner:
            return level >= Level::owners;
        case Facet::rows:
            return level >= Level::rows;
        case Facet::server:
            break;
    }
    return false;
}

Scope scope_of(Level level) {
    return level >= Level::rows ? Scope::everything : Scope::without_rows;
}

}  // namespace migration
