#pragma once

// What the manifest lets a runner do on a server.

#include <string>
#include <vector>

#include "apply/source.hpp"
#include "ledger/ledger.hpp"
#include "postgres/session.hpp"

namespace migration {

// Throws Error (mismatch) when the set was not validated on the server's major version, unless allowed.
// Without a manifest (migration-tool on a directory) there is nothing to hold against the server.
void require_validated_server(const Source& source, const Session& session, bool allow);

// Fingerprint that validation saw after the migration, or "".
std::string expected_fingerprint(const Source& source, const Session& session, const std::string& version);

// Throws Error (lock_busy) where the ledger is not `now`, under the lock, what it was when somebody decided.
void require_unchanged(const std::vector<LedgerRow>& decided_on, const std::vector<LedgerRow>& now);

}  // namespace migration
