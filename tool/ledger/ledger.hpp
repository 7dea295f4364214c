#pragma once

// What a database has: one row for each applied migration, and an audit table that gets a row for every up,
// down and failed try and is never updated. Both are always addressed by their full names.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger_name.hpp"
#include "ledger/ledger_definition.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

struct LedgerRow {
    std::string version;
    std::string slug;
    std::string checksum;                 // of the up script
    bool incomplete = false;              // a non-transactional script is not done
    int statements_done = 0;              // statements of it that ran
    std::optional<std::string> down_sql;  // so that other binaries can roll back
    std::string fingerprint;              // of the schema that validation saw after it; empty when unknown
    std::string applied_at;               // ISO 8601, UTC; of an incomplete one, the last sign of life
    std::string applied_by;
    long long execution_time_ms = 0;
    std::string tool_version;
    bool undoing = false;    // where incomplete: it is the down script
    bool in_doubt = false;   // where incomplete: nobody knows whether the next statement ran, too
    bool leased = false;     // where incomplete: by a runner that is alive as long as `age` is small
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
    std::string reason = {};  // that somebody gave
};

// What tells, before the scripts are read, whose they are and whether all of them are applied.
struct SetIdentity {
    std::string name;
    LedgerName ledger;
    std::string applied;  // SHA-256 of the ledger's rows when all are
};
SetIdentity identity_of(const MigrationSet& set);

class Ledger {
public:
    Ledger(Session& session, LedgerName name, std::string set);

    // False when there is no table yet. Throws Error (mismatch) when a table of that name is not ours.
    bool exists();
    void create();

    // In the order they were applied. Empty when there is no table.
    std::vector<LedgerRow> applied();
    // Whether the migrations of the set `identity` are applied as they are, and nothing else is. One query,
    // whatever their number.
    bool has_exactly(const SetIdentity& identity);
    std::optional<LedgerRow> row_of(const std::string& version);
    // The row of a runner behind a pooler that gives signs of life. Nothing when there is no table.
    std::optional<LedgerRow> lease();
    // In the order it happened.
    std::vector<LogRow> history();

    // Two statements of one transaction. The second fails (22012) where the ledger's rows are not what the
    // first one has remembered, and where the transaction has emptied the ledger, if that `was_there` before.
    // Without the first only that is seen.
    std::string remember_sql() const;
    std::string untouched_sql(bool was_there) const;

    // These three write within the transaction that is open, if one is.
    void record(const LedgerRow& row, const LogRow& log);
    void remove(const LogRow& log);
    void note(const LogRow& log);
    // record() and the COMMIT of the open transaction, in one round trip.
    void record_and_commit(const LedgerRow& row, const LogRow& log, const Prepared& prepared);
    // Puts the position of a non-transactional script on record and gives the row its new stamp. Throws Error
    // (lock_busy) when somebody else has written the row since it had the stamp that it has (or, without one,
    // since there was none).
    void record_position(LedgerRow& row);
    // A sign of life of a script whose position is on record.
    void touch(LedgerRow& row);
    // The row's checksum becomes `log`'s.
    void repair(const LogRow& log);

    // "public.schema_migrations"
    std::string shown_name() const { return name_.schema + "." + name_.table; }
    // The same as SQL has it.
    const std::string& quoted_table() const { return table_; }
    const std::string& set() const { return set_; }
    const LedgerName& name() const { return name_; }

private:
    std::string record_sql() const;
    std::string digest_sql() const;
    std::vector<LedgerRow> rows_where(const std::string& condition,
                                      std::vector<Session::Parameter> parameters);
    // A query of the ledger's tables.
    Rows read(const std::string& sql, const std::vector<Session::Parameter>& parameters);
    // Throws Error (mismatch) for a table that lacks one of the columns.
    void require_ours(const std::set<std::string, std::less<>>& columns, const std::string& table,
                      std::span<const LedgerColumn> needed) const;
    static void take_stamp(LedgerRow& row, const Rows& written);

    Session& session_;
    LedgerName name_;
    std::string set_;
    std::string table_;  // quoted
    std::string log_;
    bool is_prepared_ = false;  // what records a step
};

}  // namespace migration
