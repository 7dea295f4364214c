#pragma once

// The reference database only goes up, as production does. It is made only when a trial must be
// made again; if every pair of scripts is right, it costs nothing.

#include <string>
#include <vector>

#include "set/migration.hpp"
#include "validate/databases.hpp"

namespace migration {

class Reference {
public:
    // `base` is the state before the first migration.
    Reference(Databases& databases, const MigrationSet& set, std::string base);

    // Makes database `name`, a copy of the state after the first `count` migrations, without those
    // that `skip` marks because their up fails.
    void clone_state(std::size_t count, const std::vector<bool>& skip, const std::string& name);

private:
    Databases& databases_;
    const MigrationSet& set_;
    std::string base_;
    std::string name_ = "reference";
    std::size_t level_ = 0;
};

}  // namespace migration
