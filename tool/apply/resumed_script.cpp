#include "apply/resumed_script.hpp"

#include <algorithm>
#include <regex>

#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t longest_setting = 1U << 12U;

// SET LOCAL ends with its transaction. A query that sets and does nothing else is a setting, too.
bool sets_session(const Script& script, const Statement& statement) {
    static const std::regex local(R"(set\s+local\b[^]*)", std::regex::icase);
    static const std::regex query(
        R"(select\s+(pg_catalog\s*\.\s*)?set_config\s*\([^()]*,\s*('f'|'false'|false)\s*\)\s*)",
        std::regex::icase);
    if (statement.length > longest_setting) return false;
    const std::string sql(script.sql(statement));
    if (statement.kind == StatementKind::query) return std::regex_match(sql, query);
    return statement.kind == StatementKind::setting && !std::regex_match(sql, local);
}

}  // namespace

ToRepeat to_repeat(const Script& script, int done) {
    ToRepeat repeat;
    std::vector<const Statement*> pending;  // of the open transaction
    bool inside = false;
    const auto count =
        std::min(static_cast<std::size_t>(std::max(done, 0)), script.statements.size());
    for (std::size_t i = 0; i < count; ++i) {
        const Statement& statement = script.statements[i];
        const StatementKind kind = statement.kind;
        const bool commits = kind == StatementKind::commit || kind == StatementKind::commit_chain;
        const bool ends =
            commits || kind == StatementKind::roll_back || kind == StatementKind::roll_back_chain;
        if (begins_transaction(kind)) {
            inside = true;
            repeat.transaction = {&statement};
        } else if (ends) {
            if (commits)
                repeat.settings.insert(repeat.settings.end(), pending.begin(), pending.end());
            pending.clear();
            inside = kind == StatementKind::commit_chain || kind == StatementKind::roll_back_chain;
            if (!inside) repeat.transaction.clear();
        } else if (inside && (kind == StatementKind::transaction_setting ||
                              kind == StatementKind::read_only)) {
            repeat.transaction.push_back(&statement);
        } else if (sets_session(script, statement)) {
            (inside ? pending : repeat.settings).push_back(&statement);
        }
    }
    return repeat;
}

}  // namespace migration
