#pragma once

// Rules between the migrations of a set, and rules for each migration as a whole.

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// `shown_directory` stands before the file names of messages.
void check_history(const MigrationSet& set, Problems& problems);

// A script's file as messages name it.
std::string shown_file(const MigrationSet& set, const Script& script);

}  // namespace migration
