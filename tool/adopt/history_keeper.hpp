#pragma once

// Writes in another tool's history what this tool does, so that both can go on from there.

#include <string>
#include <vector>

#include "adopt/find_history.hpp"
#include "ledger/ledger_row.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// What was applied or undone; `migration` is null where the set does not have it.
struct KeptStep {
    std::string version;
    std::string slug;
    const Migration* migration = nullptr;
    // The newest version that stays applied behind a step down; empty for none.
    std::string before = {};
    long long milliseconds = 0;
};

// The words of a HistoryTool's statements put in their place.
std::string history_statement(std::string_view sql, const LedgerName& table, const KeptStep& step);

class HistoryKeeper {
public:
    // Looks for the history. Throws Error (usage or mismatch) where there is none, or where its
    // rows cannot be written by anybody else. `set` must live as long as this.
    HistoryKeeper(Session& session, const WantedHistory& wanted, const MigrationSet& set);

    // Before the first step: throws Error (mismatch), with the way out, unless the history has
    // exactly the migrations that are applied.
    void require_in_step(const std::vector<LedgerRow>& applied);

    // In the transaction that puts the step on record. Nobody else writes the history until it
    // ends. Throws Error (failed) where the role may not.
    void applied(const Migration& migration, long long milliseconds);
    void undone(const std::string& version, const std::string& slug);

private:
    void write(std::string_view sql, const KeptStep& step);
    Error lacking(const LedgerRow& row) const;

    Session& session_;
    FoundHistory found_;
    const MigrationSet& set_;
    std::vector<std::string> versions_;  // that are applied, in the order of the set
};

}  // namespace migration
