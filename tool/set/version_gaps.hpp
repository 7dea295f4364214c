#pragma once

// Numbers that are missing in a sequence of versions: 001, 002, 004.

#include <string>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// What a missing number is; `off`: nobody looks for one.
enum class Gaps { note, error, off };

// Looks only at sets whose versions are plain numbers, not at timestamps. Unless a gap is an error,
// nor at numbers that mostly do not follow each other.
void check_gaps(const MigrationSet& set, Gaps gaps, Problems& problems);

}  // namespace migration
