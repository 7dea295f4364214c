#include "apply/ledger_check.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

// Whether a script may change rows of a table that it does not name: by a function, or by SQL put
// together at run time. A long one is not worth the search.
bool may_change_any_table(std::string_view sql) {
    constexpr std::size_t short_script = 1U << 16U;
    for (const char* word : {"do", "call", "select", "execute", "truncate", "delete", "update"})
        if (sql.size() > short_script || contains_word(sql, word)) return true;
    return false;
}

}  // namespace

LedgerCheck::LedgerCheck(Ledger& ledger, const Script& script, const std::string& directory)
    : ledger_(ledger),
      script_(script),
      directory_(directory),
      may_change_rows_(may_change_any_table(script.text)) {}

void LedgerCheck::remember(Batch& batch) const {
    if (may_change_rows_) batch.add(ledger_.remember_sql());
}

void LedgerCheck::compare(Batch& batch, bool was_there) const {
    if (!may_change_rows_) return;
    batch.add_all({"RESET SESSION AUTHORIZATION", "RESET ROLE"});
    batch.add(ledger_.untouched_sql(was_there), {}, [this](const SqlError& error) {
        if (error.details().sqlstate == "22012")  // division_by_zero
            throw harmed({"truncate", "delete", "update"}, "changes the rows of");
    });
}

ScriptError LedgerCheck::dropped() const {
    return harmed({"drop"}, "drops");
}

ScriptError LedgerCheck::harmed(std::initializer_list<const char*> words,
                                const std::string& does) const {
    int line = 1;
    for (const auto& statement : script_.statements)
        for (const char* word : words)
            if (contains_word(script_.sql(statement), word)) line = statement.line;
    return {ErrorKind::failed,
            statement_place(script_, directory_, line) + ": the script " + does + " the ledger \"" +
                ledger_.shown_name() + "\", in which the runner records it",
            "remove that statement, or keep the ledger in another schema with LEDGER or --ledger "
            "SCHEMA.TABLE",
            ""};
}

}  // namespace migration
