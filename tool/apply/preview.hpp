#pragma once

// The SQL that up and down would send, as one script that `psql -f` could run, ledger and audit rows
// included. What a verify script returns is not judged there.

#include <string>
#include <vector>

#include "apply/plan.hpp"

namespace migration {

// Makes the ledger's tables first where they are not there yet.
std::string preview_up(const MigrationSet& set, const std::vector<UpStep>& steps, bool ledger_exists,
                       bool together = false);
std::string preview_down(const MigrationSet& set, const std::vector<DownStep>& steps);

}  // namespace migration
