#pragma once

// How the comments and file names of other tools say that a script runs without a transaction.

#include <string>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Whether the script says so. Reports a comment that its tool does not heed where it stands.
bool has_foreign_switch(const Script& script, const std::string& shown, Problems& problems);

}  // namespace migration
