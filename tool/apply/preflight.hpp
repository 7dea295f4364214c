#pragma once

// What would stop a run half-way, found before its first change: a read-only server, a missing extension,
// missing privileges. Each with the statement that would mend it.

#include <vector>

#include "apply/plan.hpp"
#include "manifest/manifest.hpp"
#include "postgres/session.hpp"

namespace migration {

// All throw Error (failed; unreachable for a server that is read-only only for now) that names everything
// missing. What each step touches is known from the manifest; without one (null) only what does not depend on
// it is looked at.
void require_possible_up(Session& session, const LedgerName& ledger, const std::vector<UpStep>& steps,
                         const ManifestServer* validated);
void require_possible_down(Session& session, const LedgerName& ledger, const std::vector<DownStep>& steps,
                           const ManifestServer* validated);
// Where nothing but the ledger is written.
void require_writable_ledger(Session& session, const LedgerName& ledger);

}  // namespace migration
