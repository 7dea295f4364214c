#pragma once

// What a script that goes on behind a crash needs again of what it has done: its settings, and the
// transaction that COMMIT AND CHAIN had begun.

#include <vector>

#include "set/migration.hpp"

namespace migration {

struct ToRepeat {
    std::vector<const Statement*> settings;  // of the session, that were not rolled back
    // BEGIN and what the script has said of that transaction; empty where it stands outside of one.
    std::vector<const Statement*> transaction;
};

// Of a script whose first `done` statements are done and whose work is committed.
ToRepeat to_repeat(const Script& script, int done);

}  // namespace migration
