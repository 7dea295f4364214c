#pragma once

// Comments and file names by which other tools switch a script's transaction off.

#include <string>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports such a switch if the script would run in a transaction here. A script that runs without a
// transaction anyway is not reported.
void check_foreign_switches(const Script& script, const std::string& shown, Problems& problems);

}  // namespace migration
