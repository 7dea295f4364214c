#include "apply/limits.hpp"

namespace migration {

std::vector<std::string> set_limits(std::string_view how, const Limits& limits,
                                    const Annotations& own) {
    std::vector<std::string> statements;
    const auto set = [&](const std::string& name, const std::string& value) {
        statements.push_back(std::string(how) + " " + name + " = " + quote_literal(value));
    };
    set("lock_timeout", own.lock_timeout.value_or(limits.lock_timeout));
    set("statement_timeout", own.statement_timeout.value_or(limits.statement_timeout));
    if (limits.client_check != "0") set("client_connection_check_interval", limits.client_check);
    return statements;
}

std::string possible_client_check(Session& session) {
    std::string often = "2s";
    try {
        session.command("BEGIN; SET LOCAL client_connection_check_interval = " +
                        quote_literal(often));
        session.roll_back();
        return often;
    } catch (const SqlError& error) {
        session.roll_back();
        if (error.kind() == ErrorKind::unreachable) throw;
        return "0";
    }
}

}  // namespace migration
