#pragma once

// What a database has: one row for each applied migration, and an audit table that gets a row for every up,
// down and failed try and is never updated. Both are always addressed by their full names.

#include <optional>
#include <string>
#include <vector>

#include "postgres/session.hpp"
#include "sql/split.hpp"

namespace migration {

struct LedgerRow {
    std::string version;
    std::string slug;
    std::string checksum;                 // of the up script
    bool incomplete = false;              // a non-transactional script that was cut off
    int statements_done = 0;              // statements of it that ran
    std::optional<std::string> down_sql;  // so that other binaries can roll back
    std::string fingerprint;              // of the schema that validation saw after it; empty when unknown
    std::string applied_at;               // ISO 8601, UTC
    std::string applied_by;
    long long execution_time_ms = 0;
    std::string tool_version;
};

struct LogRow {
    std::string version;
    std::string slug;
    std::string action;   // up, down
    std::string outcome;  // done, failed
    std::string checksum;
    std::string error;
    std::string logged_at;  // ISO 8601, UTC
    std::string logged_by;
    std::string client;  // address, or "local"
    long long execution_time_ms = 0;
    std::string tool_version;
};

// The statements that make both tables where they are not there yet.
std::string ledger_definition(const LedgerName& name);

class Ledger {
public:
    Ledger(Session& session, LedgerName name, std::string set);

    // False when there is no table yet. Throws Error (mismatch) when a table of that name is not ours.
    bool exists();
    void create();

    // In the order they were applied. Empty when there is no table.
    std::vector<LedgerRow> applied();
    // In the order it happened.
    std::vector<LogRow> history();

    // These three write within the transaction that is open, if one is.
    void record(const LedgerRow& row, const LogRow& log);
    void remove(const LogRow& log);
    void note(const LogRow& log);
    // Puts the position of a non-transactional script on record.
    void record_position(const LedgerRow& row);

    // "public.schema_migrations"
    std::string shown_name() const { return name_.schema + "." + name_.table; }
    const std::string& set() const { return set_; }

private:
    Session& session_;
    LedgerName name_;
    std::string set_;
    std::string table_;  // quoted
    std::string log_;
};

}  // namespace migration
