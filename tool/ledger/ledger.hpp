#pragma once

// The ledger: a table with one row for each applied migration. The audit table: one row for every
// up, down and failed try, never updated. SQL always uses the full names of both.

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger_name.hpp"
#include "ledger/ledger_definition.hpp"
#include "ledger/ledger_row.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class Ledger {
public:
    Ledger(Session& session, LedgerName name, std::string set);

    // False without a table. Throws Error (mismatch) if the table belongs to another tool.
    bool exists();
    void create();

    // In the order they were applied. Empty when there is no table.
    std::vector<LedgerRow> applied();
    // The same by the numbers of the audit table, which no clock disturbs, nor a script that was
    // run again.
    std::vector<LedgerRow> applied_in_sequence();
    // Of a tree of stores: the view LEDGER_now, with a row for each file that is applied. Nothing
    // happens where it is there.
    void create_view();
    // True if exactly the migrations of `identity` are applied, with unchanged scripts. One query,
    // whatever their number.
    bool has_exactly(const SetIdentity& identity);
    std::optional<LedgerRow> row_of(const std::string& version);
    // The row with a valid lease of a runner behind a pooler. Nothing without a table.
    std::optional<LedgerRow> lease();
    // In the order it happened.
    std::vector<LogRow> history();

    // Two statements of one transaction. The first stores a digest of the ledger's rows. The second
    // fails (22012) if the rows have changed since, or if the transaction emptied a ledger that
    // `was_there` before. Without the first, the second finds only an emptied ledger.
    std::string remember_sql() const;
    std::string untouched_sql(bool was_there) const;

    // These three write in the open transaction, if there is one.
    void record(const LedgerRow& row, const LogRow& log);
    void remove(const LogRow& log);
    void note(const LogRow& log);
    // record() and the COMMIT of the open transaction, in one round trip.
    void record_and_commit(const LedgerRow& row, const LogRow& log, const Prepared& prepared);
    // Writes the position of a non-transactional script and sets the row's new stamp. Throws Error
    // (lock_busy) if another runner has changed the row since the stamp in `row`, or, without a
    // stamp, if the ledger has a row already.
    void record_position(LedgerRow& row);
    // The heartbeat of a script whose position the ledger has.
    void touch(LedgerRow& row);
    // Sets the checksum of the ledger's row to that of `log`, and adds `log` to the audit table.
    void repair(const LogRow& log);

    // "public.schema_migrations"
    std::string shown_name() const { return name_.schema + "." + name_.table; }
    // The same, quoted for SQL.
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
    bool is_prepared_ = false;  // whether the statement that records a step is prepared
};

}  // namespace migration
