#pragma once

// Writes in another tool's history what this tool does, so that both can go on from there.

#include <string>
#include <vector>

#include "adopt/history.hpp"
#include "adopt/history_lock.hpp"
#include "adopt/out_of_step.hpp"
#include "ledger/ledger.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class HistoryKeeper {
public:
    // Looks for the history, and takes the lock of its tool. Throws Error: usage or mismatch where
    // there is none, or where nobody else can write its rows for this set; lock_busy where the
    // tool is at work. All must live as long as this.
    HistoryKeeper(Session& session, Ledger& ledger, const KeptHistory& kept,
                  const MigrationSet& set);

    // Before the first step: throws Error (mismatch), with the way out, unless the history has
    // exactly the migrations that are applied.
    void require_in_step(const std::vector<LedgerRow>& applied);

    // In the transaction that puts the step on record, before the ledger's row is written. Nobody
    // else writes the history until it ends. Throws Error: failed where the role may not, lock_busy
    // or mismatch where somebody else is or was at work.
    void applied(const Migration& migration, long long milliseconds);
    void undone(const LedgerRow& row);
    // The reason in the audit row of such a step.
    std::string note() const { return in_step_note(found_); }

private:
    void require_recordable() const;
    VersionSet understand();
    void write(std::string_view sql, const Migration& migration, const std::string& before,
               long long milliseconds);
    void lock_table();
    Error unwritable(const SqlError& error);
    Error unknown_here(const VersionSet& versions) const;
    Error lacking(const std::vector<const LedgerRow*>& rows) const;
    std::string tool() const { return std::string(found_.tool->name); }

    Session& session_;
    Ledger& ledger_;
    FoundHistory found_;
    const MigrationSet& set_;
    HistoryLock lock_;
    ForeignHistory known_;  // as it was read last
};

}  // namespace migration
