#pragma once

// Finds the table in which another tool keeps its history.

#include <chrono>
#include <optional>
#include <string>

#include "adopt/history_tool.hpp"
#include "base/ledger_name.hpp"
#include "postgres/session.hpp"

namespace migration {

struct WantedHistory {
    const HistoryTool* tool = nullptr;   // null: whichever it is
    std::optional<LedgerName> table;     // under any name
    std::string_view option = "--from";  // that names the tool
};

// Of --keep-in-step.
struct KeptHistory {
    WantedHistory wanted;
    std::chrono::milliseconds lock_wait{0};  // for the other tool
};

struct FoundHistory {
    const HistoryTool* tool;
    LedgerName table;
};

// Looks on the search path and in the schemas that tools keep for themselves. Throws Error
// (mismatch) if there is none, Error (usage) if there is more than one.
FoundHistory find_history(Session& session, const WantedHistory& wanted);

}  // namespace migration
