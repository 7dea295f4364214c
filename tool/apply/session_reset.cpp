#include "apply/session_reset.hpp"

#include <utility>

#include "base/text.hpp"

namespace migration {
namespace {

// Whether a script may prepare statements, or drop prepared ones, by what it says or by what it
// calls. A long one is not worth the search.
bool may_prepare(std::string_view sql) {
    constexpr std::size_t short_script = 1U << 16U;
    for (const char* word :
         {"prepare", "deallocate", "discard", "do", "call", "execute", "load", "select"})
        if (sql.size() > short_script || contains_word(sql, word)) return true;
    return false;
}

}  // namespace

SessionReset::SessionReset(Session& session, std::string lock_timeout)
    : session_(session), lock_timeout_(std::move(lock_timeout)) {}

void SessionReset::expect(const Script& script, const Script* verify) {
    may_prepare_ = may_prepare(script.text) || (verify != nullptr && may_prepare(verify->text));
}

Prepared SessionReset::reset() {
    Batch batch(session_);
    auto prepared = take_back(batch, session_.in_transaction());
    batch.run();
    return prepared;
}

Prepared SessionReset::reset(Batch& batch) {
    return take_back(batch, true);
}

Prepared SessionReset::take_back(Batch& batch, bool in_transaction) {
    std::vector<std::string> statements{"RESET SESSION AUTHORIZATION",
                                        "RESET ROLE",
                                        "RESET ALL",
                                        "CLOSE ALL",
                                        "UNLISTEN *",
                                        "DISCARD TEMP",
                                        "DISCARD SEQUENCES"};
    if (in_transaction)
        statements.push_back("SET LOCAL lock_timeout = " + quote_literal(lock_timeout_));
    if (const auto take = lock_ == nullptr ? "" : lock_->again(); !take.empty())
        statements.push_back(take);
    batch.add_all(statements);
    if (knows_prepared_ && !may_prepare_) return std::nullopt;
    knows_prepared_ = false;
    const Rows names = batch.rows("SELECT name FROM pg_catalog.pg_prepared_statements");
    std::set<std::string> own;
    for (int i = 0; i < names.size(); ++i) {
        if (names.at(i, 0).starts_with(prepared_prefix))
            own.insert(names.text(i, 0));
        else
            session_.command("DEALLOCATE " + quote_identifier(names.at(i, 0)));
    }
    return own;
}

bool SessionReset::failed(const Error& error) {
    const auto* of_server = dynamic_cast<const SqlError*>(&error);
    const bool had_dropped = of_server != nullptr && of_server->details().sqlstate ==
                                                         "26000";  // invalid_sql_statement_name
    return std::exchange(knows_prepared_, false) && had_dropped;
}

}  // namespace migration
