#pragma once

// The metadata.yaml that Sourcegraph keeps beside a migration: its order is the graph of `parents`.

#include <filesystem>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports each parent that is not applied before the migration.
void check_sourcegraph_metadata(const std::filesystem::path& file, const Migration& migration,
                                const MigrationSet& set, Problems& problems);

}  // namespace migration
