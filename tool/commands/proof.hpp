#pragma once

// What the manifest lets a runner do on a server.

#include "commands/command_line.hpp"
#include "postgres/session.hpp"

namespace migration {

// Throws Error (mismatch) when the set was not validated on the server's major version, unless allowed.
// Without a manifest (migration-tool on a directory) there is nothing to hold against the server.
void require_validated_server(const Source& source, const Session& session, bool allow);

// Fingerprint that validation saw after the migration, or "".
std::string expected_fingerprint(const Source& source, const Session& session, const std::string& version);

// Throws Error (usage) on a server, database or role that is marked as protected: with the setting
// migrations.protected = on.
void require_unprotected(Session& session);

// Throws Error (lock_busy) where the ledger is not `now`, under the lock, what it was when somebody decided.
void require_unchanged(const std::vector<LedgerRow>& decided_on, const std::vector<LedgerRow>& now);

}  // namespace migration
