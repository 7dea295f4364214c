#pragma once

// What reading the files has found, as findings of the migrations that the files belong to.

#include <map>
#include <string>
#include <vector>

#include "set/migration.hpp"
#include "set/problem.hpp"
#include "validate/verdict.hpp"

namespace migration {

class FileFindings {
public:
    FileFindings() = default;
    FileFindings(const MigrationSet& set, const Problems& problems);

    // The findings of the migration's files. A finding of its down script is about Check::down.
    std::vector<Finding> of(const Migration& migration) const;
    // Whether a script of the migration cannot run as it is meant.
    bool stops_up(const Migration& migration) const;
    bool stops_down(const Migration& migration) const;

    // Problems of files that no migration has.
    const Problems& others() const { return others_; }

private:
    struct Found {
        std::vector<Finding> findings;
        bool stops_up = false;
        bool stops_down = false;
    };
    const Found* found(const Migration& migration) const;

    std::map<std::string, Found> by_version_;
    Problems others_;
};

}  // namespace migration
