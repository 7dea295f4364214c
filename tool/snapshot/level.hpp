#pragma once

// How much of two databases is compared. Each level counts what the ones before it count.
// Validation compares a database with itself and counts everything; a production database is
// another one: its objects belong to other roles, it lies elsewhere, it holds other rows.

#include <array>
#include <optional>
#include <string_view>

#include "snapshot/snapshot.hpp"

namespace migration {

enum class Level { structure, privileges, owners, rows };
inline constexpr std::array<Level, 4> all_levels{Level::structure, Level::privileges, Level::owners,
                                                 Level::rows};

std::string_view level_name(Level level);
std::optional<Level> level_named(std::string_view name);

// What belongs to the whole server counts at none of them.
bool counts_at(Level level, Facet facet);
// What must be read of a database to compare it at that level.
Scope scope_of(Level level);

}  // namespace migration
