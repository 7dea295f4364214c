#pragma once

// Maps the history of another tool to the migrations of a set.

#include <string>
#include <vector>

#include "adopt/history.hpp"
#include "adopt/history_tool.hpp"
#include "set/migration.hpp"

namespace migration {

struct AdoptionOptions {
    bool is_compared = false;      // the live schema is compared with the validated one
    bool accepts_changed = false;  // scripts need not be those that the tool ran
};

struct AdoptedMigration {
    const Migration* migration;
    std::string recorded;  // what the tool has for it, or for a later one that stands for it, too
};

// All of it in the order of the set.
struct Adoption {
    std::vector<AdoptedMigration> adopted;
    std::vector<const Migration*> pending;
    // If there are any, nothing may be recorded.
    std::vector<Refusal> refusals;
    std::vector<std::string> warnings;
};

// `set` must live as long as the result.
Adoption adopt(const MigrationSet& set, const ForeignHistory& history, const HistoryTool& tool,
               const AdoptionOptions& options);

}  // namespace migration
