#pragma once

// Tells what kind of statement a text is, by its parse tree.

#include <optional>
#include <string>

#include "sql/split.hpp"

namespace migration {

struct Classified {
    StatementKind kind = StatementKind::plain;
    std::optional<SqlProblem> problem;  // offset within the statement
    std::optional<ConcurrentIndex> concurrent_index;
};

Classified classify(const std::string& statement, const LedgerName& ledger);

}  // namespace migration
