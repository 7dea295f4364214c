#pragma once

#include <string>

namespace migration {

// How long a migration may wait and run; durations as PostgreSQL reads them, "0" is without end. A script's
// own annotations win.
struct Limits {
    // Not for statements that build or drop concurrently: they wait without being in anybody's way.
    std::string lock_timeout = "0";
    std::string statement_timeout = "0";
    // How often a migration is tried again after a lock time-out or a deadlock.
    int lock_retries = 0;
    // Ends the sessions that a statement of ours has waited for, after its first second.
    bool terminate_blockers = false;
};

}  // namespace migration
