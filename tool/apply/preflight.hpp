#pragma once

// What would stop a run half-way, looked for before its first change: a read-only server, a missing
// extension, missing privileges. Each with the statement that would mend it.

#include <string>
#include <vector>

#include "apply/plan.hpp"
#include "apply/run_listener.hpp"
#include "manifest/manifest.hpp"
#include "postgres/session.hpp"

namespace migration {

struct Obstacle {
    std::string what;
    std::string mend;  // a statement
    // False where the step may succeed all the same: a function that runs with its owner's rights, or a
    // server that lets some roles do more than PostgreSQL does, cannot be seen from here.
    bool is_certain = false;
};
using Obstacles = std::vector<Obstacle>;

// Throws Error for a server that is read-only: failed, or unreachable where it is so only for now.
void require_writable(Session& session);

// All throw as require_writable() does. What
// each step touches is known from the manifest; without one (null) only what does not depend on it is looked
// at.
Obstacles obstacles_to_up(Session& session, const LedgerName& ledger, const std::vector<UpStep>& steps,
                          const ManifestServer* validated);
Obstacles obstacles_to_down(Session& session, const LedgerName& ledger, const std::vector<DownStep>& steps,
                            const ManifestServer* validated);
// Where nothing but the ledger is written.
Obstacles obstacles_to_ledger(Session& session, const LedgerName& ledger);

// Throws Error (failed) with all that are certain, unless `goes_on`; the listener is warned of the others.
void face(const Obstacles& obstacles, bool goes_on, RunListener& listener);

}  // namespace migration
