#pragma once

// The SQL that up and down would send, as one script for `psql -f`, with the ledger's and audit
// table's rows. The script does not check the results of verify scripts.

#include <string>
#include <vector>

#include "apply/plan.hpp"

namespace migration {

// Without a ledger, the script begins with the statements that create its tables.
std::string preview_up(const MigrationSet& set, const std::vector<UpStep>& steps,
                       bool ledger_exists, bool together = false);
std::string preview_down(const MigrationSet& set, const std::vector<DownStep>& steps);

}  // namespace migration
