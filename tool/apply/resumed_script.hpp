#pragma once

// What the engine must repeat before it resumes a script: the settings of the script, and the
// transaction that COMMIT AND CHAIN had begun.

#include <vector>

#include "set/migration.hpp"

namespace migration {

struct ToRepeat {
    std::vector<const Statement*> settings;  // of the session; not those that were rolled back
    // BEGIN and the properties of the open transaction; empty outside a transaction.
    std::vector<const Statement*> transaction;
};

// For a script whose first `done` statements are done and committed.
ToRepeat to_repeat(const Script& script, int done);

}  // namespace migration
