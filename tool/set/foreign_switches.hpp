#pragma once

// Comments and file names by which other tools switch a script's transaction off.

#include <string>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports those that would change something here. Where the script leaves transactions for another reason
// they say nothing new.
void check_foreign_switches(const Script& script, const std::string& shown, Problems& problems);

}  // namespace migration
