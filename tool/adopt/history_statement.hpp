#pragma once

// The statements by which other tools record a migration, as `record` and `forget` of HistoryTool
// write them: with words in braces.

#include <string>
#include <string_view>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"

namespace migration {

// What was applied or undone.
struct KeptStep {
    const Migration& migration;
    // The newest version that stays applied behind a step down; empty for none.
    std::string before = {};
    long long milliseconds = 0;
};

// The words put in their place. Whoever names a migration by a whole number must not be given one
// without, see has_number().
std::string history_statement(std::string_view sql, const LedgerName& table, const KeptStep& step);

// Whether the version is a whole number, as the word {number} needs it.
bool has_number(const Migration& migration);

}  // namespace migration
