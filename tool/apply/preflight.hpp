#pragma once

// Looks before the first change for what would stop a run half-way: a read-only server, a missing
// extension, missing privileges. Each obstacle has the statement that removes it.

#include <vector>

#include "apply/obstacles.hpp"
#include "apply/plan.hpp"
#include "manifest/manifest.hpp"
#include "postgres/session.hpp"

namespace migration {

// Throws Error for a read-only server: unreachable for a standby, else failed.
void require_writable(Session& session);

// All throw as require_writable() does. The manifest says what each step touches; without one
// (null) only the checks run that do not need it.
Obstacles obstacles_to_up(Session& session, const LedgerName& ledger,
                          const std::vector<UpStep>& steps, const ManifestServer* validated);
Obstacles obstacles_to_down(Session& session, const LedgerName& ledger,
                            const std::vector<DownStep>& steps, const ManifestServer* validated);
// For commands that write only the ledger.
Obstacles obstacles_to_ledger(Session& session, const LedgerName& ledger);

}  // namespace migration
