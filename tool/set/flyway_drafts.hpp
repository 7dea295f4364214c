#pragma once

// The migrations of Flyway's files in Flyway's order.

#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

std::vector<Draft> read_flyway_drafts(const SourceFiles& sources, Problems& problems);

}  // namespace migration
