#pragma once

// Classifies a statement by its parse tree.

#include <optional>
#include <string>
#include <string_view>

#include "sql/split.hpp"

namespace migration {

struct Classified {
    StatementKind kind = StatementKind::plain;
    std::optional<SqlProblem> problem;  // offset within the statement
    std::optional<ConcurrentIndex> concurrent_index;
};

// Whether names without a schema mean the ledger's schema, as far as the script sets the search
// path.
enum class SearchPath { to_ledger, elsewhere };

// The search path if the script does not set it: schema public.
SearchPath usual_search_path(const LedgerName& ledger);

Classified classify(const std::string& statement, const LedgerName& ledger, SearchPath path);

// What the statement sets for the statements after it; nothing if it does not set the search path.
std::optional<SearchPath> search_path_behind(std::string_view statement, const LedgerName& ledger);

}  // namespace migration
