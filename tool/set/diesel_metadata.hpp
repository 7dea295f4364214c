#pragma once

// What Diesel keeps beside the scripts of a migration. The rules are those of diesel_cli 2.3,
// diesel_migrations/src/file_based_migrations.rs.

#include <string>
#include <vector>

#include "set/draft.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

// Where a set has Diesel's metadata.toml, puts the drafts into Diesel's order, which is that of the
// versions' text without dashes, and marks the scripts that Diesel runs without a transaction:
// those of a migration whose metadata.toml does not say `run_in_transaction = true`.
void apply_diesel_metadata(const SourceFiles& sources, std::vector<Draft>& drafts,
                           Problems& problems);

// Reports where the order of a set without that file would be another one to Diesel.
void check_diesel_order(const MigrationSet& set, Problems& problems);

}  // namespace migration
