#pragma once

// What stands in the metadata.toml beside a migration of Diesel's, as far as it would change how scripts run.

#include <filesystem>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports each script that would run in a transaction although `file` says run_in_transaction = false.
void check_diesel_metadata(const std::filesystem::path& file, const Migration& migration, Problems& problems);

}  // namespace migration
