#pragma once

// What the ledger and the audit table hold of a migration. Plain data.

#include <optional>
#include <string>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"

namespace migration {

struct LedgerRow {
    std::string version;
    std::string slug;
    std::string checksum;                 // of the up script
    bool incomplete = false;              // a non-transactional script is not done
    int statements_done = 0;              // how many of its statements ran
    std::optional<std::string> down_sql;  // lets other runners undo the migration
    std::string fingerprint;  // of the schema that validation saw after it; empty when unknown
    std::string applied_at;   // ISO 8601, UTC; if incomplete: the last heartbeat
    std::string applied_by;
    long long execution_time_ms = 0;
    std::string tool_version;
    bool undoing = false;   // if incomplete: it is the down script
    bool in_doubt = false;  // if incomplete: the next statement may have run, too
    bool leased = false;  // if incomplete: a runner holds a lease on it, valid while `age` is small
    std::string stamp = {};  // when the row was written, to the microsecond
    double age = 0;          // seconds since then
};

struct LogRow {
    std::string version;
    std::string slug;
    std::string action;   // up, down, baseline, repair, fresh
    std::string outcome;  // done, failed
    std::string checksum;
    std::string error;
    std::string logged_at;  // ISO 8601, UTC
    std::string logged_by;
    std::string client;  // address, or "local"
    long long execution_time_ms = 0;
    std::string tool_version;
    std::string runner = {};  // "user@host", of the process
    std::string reason = {};  // the text of --reason
};

// The name of the set and the state of the ledger with all migrations applied; known without
// reading scripts.
struct SetIdentity {
    std::string name;
    LedgerName ledger;
    std::string applied;  // SHA-256 of the ledger's rows if all migrations are applied
};
SetIdentity identity_of(const MigrationSet& set);

}  // namespace migration
