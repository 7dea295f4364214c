#pragma once

// The CTest cases of a set, as a script that ctest includes when it starts.

#include <string>
#include <vector>

#include "set/migration.hpp"

namespace migration {

struct CtestOptions {
    std::vector<std::string> properties;  // NAME=VALUE
    std::vector<std::string> arguments;   // of `migration-tool`, before --migration VERSION
    std::vector<int> versions = {};       // of servers, where there are several
};

// One case a migration, named `set.version_slug`, and `set.chain`; where there are several servers,
// one for each of them, named `set.version_slug@16` and labelled `postgres-16`, too.
std::string ctest_script(const MigrationSet& set, const CtestOptions& options);

// A CMake bracket argument that holds the text whatever is in it.
std::string bracket_argument(const std::string& text);

}  // namespace migration
