#include "apply/session_reset.hpp"

#include <utility>

#include "base/text.hpp"

namespace migration {
namespace {

// Whether a script may prepare statements, or drop prepared ones, by what it says or by what it calls. A long
// one is not worth the search.
bool may_prepare(std::string_view sql) {
    constexpr std::size_t short_script = 1U << 16U;
    for (const char* word : {"prepare", "deallocate", "discard", "do", "call", "execute", "load", "select"})
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
    return take_back(session_.in_transaction(), true);
}

Prepared SessionReset::reset_within(bool at_once) {
    return take_back(true, at_once);
}

Prepared SessionReset::take_back(bool in_transaction, bool at_once) {
    std::vector<std::string> statements{"RESET SESSION AUTHORIZATION",
                                        "RESET ROLE",
                                        "RESET ALL",
                                        "CLOSE ALL",
                                        "UNLISTEN *",
                                        "DISCARD TEMP",
                                        "DISCARD SEQUENCES"};
    if (in_transaction) statements.push_back("SET LOCAL lock_timeout = " + quote_literal(lock_timeout_));
    if (const auto take = lock_ == nullptr ? "" : lock_->again(); !take.empty()) statements.push_back(take);
    session_.send_ahead(statements);
    if (knows_prepared_ && !may_prepare_) {
        // In front of a BEGIN it would be part of that transaction, and rolled back with it.
        if (at_once || !in_transaction) session_.send();
        return std::nullopt;
    }
    knows_prepared_ = false;
    const Rows names = session_.rows("SELECT name FROM pg_catalog.pg_prepared_statements");
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
    const bool had_dropped =
        of_server != nullptr && of_server->details().sqlstate == "26000";  // invalid_sql_statement_name
    return std::exchange(knows_prepared_, false) && had_dropped;
}

}  // namespace migration
