#pragma once

// Splits a script into statements with PostgreSQL's own scanner and parser (libpg_query, grammar of
// PostgreSQL 15). Statements that only a newer grammar knows are split by the scanner alone.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ledger_name.hpp"
#include "sql/statement.hpp"

namespace migration {

struct SqlProblem {
    std::size_t offset = 0;
    std::string message;  // PostgreSQL's own
};

struct SplitScript {
    std::vector<Statement> statements;
    std::vector<ConcurrentIndex> concurrent_indexes;
    // Text that cannot be split, such as an unterminated string; `statements` is then not the whole
    // script.
    std::optional<SqlProblem> unsplittable;
    // Statements that PostgreSQL 15's grammar refuses; a newer server may know them.
    std::vector<SqlProblem> refused;
};

// Statements that write the ledger get a kind of their own. Lines may end in LF, CRLF or CR.
// Statement lines count from 1 at the text's start.
SplitScript split_script(std::string_view text, const LedgerName& ledger);

// The grammar's major version, 15.
int grammar_version();

}  // namespace migration
