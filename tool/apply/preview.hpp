#pragma once

// The SQL that up and down would send, as one script that `psql -f` could run.

#include <string>
#include <vector>

#include "apply/plan.hpp"

namespace migration {

std::string preview_up(const MigrationSet& set, const std::vector<UpStep>& steps);
std::string preview_down(const MigrationSet& set, const std::vector<DownStep>& steps);

}  // namespace migration
