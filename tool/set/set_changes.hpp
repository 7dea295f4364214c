#pragma once

// What became of a set since an earlier state of it that databases may have. Applied scripts must
// stay as they were, and new versions must stand behind those that others have.

#include <string>
#include <vector>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// The states that are compared with the set of the working tree.
struct EarlierSets {
    std::string name;   // as messages name the state: "main"
    MigrationSet base;  // where the working tree left it
    MigrationSet tip;   // what it has now
};

struct SetChange {
    Problem problem;
    // The file that was changed, relative to the set's directory; empty where what is new is wrong.
    std::string file;
};

// Scripts changed, renamed and removed since the base; new versions that the tip has otherwise, or
// that stand before one that the tip has. Repeatable migrations may change.
std::vector<SetChange> changes_since(const EarlierSets& earlier, const MigrationSet& now);

}  // namespace migration
