#pragma once

// Tells what kind of statement a text is, by its parse tree.

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

// Where names without a schema lead, as far as the script says so.
enum class SearchPath { to_ledger, elsewhere };

// Where nobody has set it: to schema public.
SearchPath usual_search_path(const LedgerName& ledger);

Classified classify(const std::string& statement, const LedgerName& ledger, SearchPath path);

// Where a statement of that kind, which comes before others, leads their names. Nothing where it says nothing
// of that.
std::optional<SearchPath> search_path_behind(std::string_view statement, const LedgerName& ledger);

}  // namespace migration
