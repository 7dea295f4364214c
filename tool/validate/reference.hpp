#pragma once

// The reference database only ever goes up, as production does. It is brought along only when a trial needs
// to be made anew: where every pair is right it costs nothing.

#include <string>
#include <vector>

#include "set/migration.hpp"
#include "validate/databases.hpp"

namespace migration {

class Reference {
public:
    // `base` is the state before the first migration.
    Reference(Databases& databases, const MigrationSet& set, std::string base);

    // Makes database `name` a copy of the state after the first `count` migrations, those left out that
    // `skip` marks because their up fails.
    void clone_state(std::size_t count, const std::vector<bool>& skip, const std::string& name);

private:
    Databases& databases_;
    const MigrationSet& set_;
    std::string base_;
    std::string name_ = "reference";
    std::size_t level_ = 0;
};

}  // namespace migration
