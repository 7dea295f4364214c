#pragma once

// Finds where Diesel would run a folder-each set otherwise: because of the metadata.toml beside a
// migration, or because of the order of versions.

#include <filesystem>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports each script that would run in a transaction although Diesel runs it in none: `file` says
// run_in_transaction = false, or does not say true, which is the same to Diesel.
void check_diesel_metadata(const std::filesystem::path& file, const Migration& migration,
                           Problems& problems);

// Reports neighbours that Diesel, which compares versions as text without dashes, would apply the
// other way round.
void check_diesel_order(const MigrationSet& set, Problems& problems);

}  // namespace migration
