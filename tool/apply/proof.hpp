#pragma once

// Checks of a server and its ledger against the manifest.

#include <string>
#include <vector>

#include "apply/source.hpp"
#include "ledger/ledger.hpp"
#include "postgres/session.hpp"

namespace migration {

// Throws Error (mismatch) when the set was not validated on the server's major version, unless
// allowed. Without a manifest (migration-tool on a directory) nothing is checked.
void require_validated_server(const Source& source, const Session& session, bool allow);

// Fingerprint that validation saw after the migration, or "".
std::string expected_fingerprint(const Source& source, const Session& session,
                                 const std::string& version);

// Throws Error (lock_busy) if the ledger has changed between the question and the lock.
void require_unchanged(const std::vector<LedgerRow>& decided_on, const std::vector<LedgerRow>& now);

}  // namespace migration
