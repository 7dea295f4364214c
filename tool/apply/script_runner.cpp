#include "apply/script_runner.hpp"

#include <algorithm>
#include <filesystem>

#include "apply/resumed_script.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::size_t longest_shown = 1U << 16U;

std::string explanation(const SqlError::Details& details) {
    std::string text = details.message;
    if (!details.detail.empty()) text += "\ndetail: " + details.detail;
    if (!details.context.empty()) text += "\ncontext: " + details.context;
    return text;
}

// What people can do about an error that comes from how we run scripts; else the server's own hint.
std::string hint_of(const SqlError::Details& details, const Script& script) {
    // PostgreSQL says who may; nobody is to be made a superuser for a migration.
    if (contains_word(details.hint, "superuser"))
        return contains_word(details.message, "extension")
                   ? "have somebody make the extension beforehand who may: the migration finds it "
                     "there then"
                   : "";
    if (!script.transactional && details.sqlstate == "25P01")  // no_active_sql_transaction
        return "the script's statements run one by one: put those that belong together between "
               "BEGIN and "
               "COMMIT";
    if (!script.transactional) return details.hint;
    if (details.sqlstate == "2D000")  // invalid_transaction_termination
        return "a procedure or a DO block that commits cannot run inside the migration's "
               "transaction; with "
               "\"-- @no-transaction\" it can, and what it has committed stays when a later "
               "statement fails";
    if (details.sqlstate == "25001" &&
        contains_word(details.message, "block"))  // "… inside a transaction block"
        return "with \"-- @no-transaction\" the script's statements run one by one, and what they "
               "did stays "
               "when a later one fails";
    if (details.sqlstate == "55P04" && details.message.find("enum") != std::string::npos)
        return "PostgreSQL lets a new value of an enum be used once the transaction that added it "
               "is "
               "committed: use it in a later migration, and apply the two without "
               "--single-transaction; "
               "--dry-run=execute runs all in one transaction, too, so it cannot try them together";
    return details.hint;
}

StatementResult result_of(Session& session, const Script& script, const Statement& statement,
                          const std::string& directory) {
    try {
        if (statement.kind != StatementKind::copy_in) return session.run(script.sql(statement));
        session.copy_in(
            script.sql(statement),
            std::string_view(script.text).substr(statement.data_offset, statement.data_length));
        return {};
    } catch (const SqlError& error) {
        throw statement_error(script, statement, directory, error);
    }
}

// Calls `work` with each statement of the range that is sent to the server, and its number, from 1.
template <typename Work>
void for_each_sent(const Script& script, const Work& work) {
    for (std::size_t i = 0; i < script.statements.size(); ++i)
        if (!script.statements[i].left_out) work(static_cast<int>(i) + 1, script.statements[i]);
}

// What is sent alone may copy, and is told in plain words that there is no parameter $1. A long one
// goes alone anyway.
bool goes_alone(const Statement& statement, std::string_view sql) {
    if (statement.kind == StatementKind::copy_in) return true;
    if (sql.size() > Batch::longest) return false;
    const auto starts_parameter = [](char a, char b) { return a == '$' && b >= '0' && b <= '9'; };
    return std::adjacent_find(sql.begin(), sql.end(), starts_parameter) != sql.end() ||
           contains_word(sql, "copy");
}

Error control_in_verify(const Script& script, const Statement& statement,
                        const std::string& directory) {
    return {ErrorKind::failed,
            statement_place(script, directory, statement) +
                ": transaction control in a verify script: \"" +
                one_line(script.sql(statement), 60) + "\"",
            "remove it: the verify script runs in the transaction of the migration"};
}

void require_rows(const Script& script, const Statement& statement, const std::string& directory,
                  const StatementResult& result) {
    if (statement.kind != StatementKind::query || (result.rows > 0 && result.holds)) return;
    throw Error(ErrorKind::failed,
                statement_place(script, directory, statement) + ": verification " +
                    (result.rows == 0 ? "returned no row" : "is not true") + ": \"" +
                    one_line(script.sql(statement), 120) + "\"",
                "a verify query must return at least one row, and true where its first column "
                "is boolean");
}

StatementResult run_in_verify(Session& session, const Script& script, const Statement& statement,
                              const std::string& directory, bool in_transaction) {
    const StatementResult result = result_of(session, script, statement, directory);
    if (session.in_transaction() != in_transaction)
        throw control_in_verify(script, statement, directory);
    return result;
}

// What stands around statements whose work is undone.
struct UndoneWork {
    std::string begin;
    std::string end;
};

UndoneWork undone_work(bool in_transaction) {
    if (!in_transaction) return {"BEGIN", "ROLLBACK"};
    return {"SAVEPOINT migration_verify",
            "ROLLBACK TO SAVEPOINT migration_verify; RELEASE SAVEPOINT migration_verify"};
}

// A ROLLBACK of the script's own undoes what it has done up to there.
void run_undone(Session& session, const Script& script, const std::string& directory,
                const UndoneWork& undone) {
    session.command(undone.begin);
    for_each_sent(script, [&](int, const Statement& statement) {
        if (statement.kind == StatementKind::roll_back) {
            session.command(undone.end);
            session.command(undone.begin);
        }
        if (!bounds_undone_work(statement.kind))
            run_in_verify(session, script, statement, directory, true);
    });
    session.command(undone.end);
}

}  // namespace

std::string shown_script(const Script& script, const std::string& directory) {
    return directory.empty() ? script.file
                             : (std::filesystem::path(directory) / script.file).string();
}

std::string statement_place(const Script& script, const std::string& directory, int line) {
    return shown_script(script, directory) + ":" + std::to_string(line);
}

std::string statement_place(const Script& script, const std::string& directory,
                            const Statement& statement, std::size_t at) {
    const SourcePlace place = script.place(statement, at);
    std::string text = statement_place(script, directory, place.line);
    if (!place.included.empty()) text += ": " + place.included;
    return text;
}

void run_statement(Session& session, const Script& script, const Statement& statement,
                   const std::string& directory) {
    result_of(session, script, statement, directory);
}

void run_script(Session& session, const Script& script, const std::string& directory,
                const std::function<void(int, const Statement&)>& before) {
    for_each_sent(script, [&](int number, const Statement& statement) {
        if (before) before(number, statement);
        run_statement(session, script, statement, directory);
    });
}

void add_script(Batch& batch, const Script& script, const std::string& directory,
                const std::function<void(int, const Statement&)>& before) {
    for_each_sent(script, [&](int number, const Statement& statement) {
        if (goes_alone(statement, script.sql(statement))) {
            batch.run();
            before(number, statement);
            run_statement(batch.session(), script, statement, directory);
            return;
        }
        batch.add_of_script(
            script.sql(statement), [&before, number, &statement] { before(number, statement); },
            [&script, &statement, &directory](const SqlError& error) {
                throw statement_error(script, statement, directory, error);
            });
    });
}

void run_verify(Session& session, const Script& script, const std::string& directory) {
    if (script.verify_rule == VerifyRule::errors)
        return run_undone(session, script, directory, undone_work(session.in_transaction()));
    const bool inside = session.in_transaction();
    for_each_sent(script, [&](int, const Statement& statement) {
        const auto result = run_in_verify(session, script, statement, directory, inside);
        require_rows(script, statement, directory, result);
    });
}

std::string verify_sql(const Script& script, bool in_transaction) {
    if (script.verify_rule == VerifyRule::rows) return effective_sql(script);
    const UndoneWork undone = undone_work(in_transaction);
    std::string sql = undone.begin + ";\n";
    for (const auto& statement : script.statements) {
        if (statement.kind == StatementKind::roll_back)
            sql += undone.end + ";\n" + undone.begin + ";\n";
        if (statement.left_out || bounds_undone_work(statement.kind)) continue;
        sql += terminated(script, statement);
        if (statement.kind == StatementKind::copy_in) sql += copy_data(script, statement);
    }
    return sql + undone.end + ";\n";
}

ScriptError statement_error(const Script& script, const Statement& statement,
                            const std::string& directory, const SqlError& error) {
    const auto& details = error.details();
    std::size_t at = 0;
    if (details.position > 0)
        at = offset_of_character(script.sql(statement), static_cast<std::size_t>(details.position));
    SqlError::Details shown = details;
    shown.message = redact_error(details.message, script.sql(statement).substr(0, longest_shown));
    return {error.kind(),
            statement_place(script, directory, statement, at) + ": " + explanation(shown),
            hint_of(details, script), details.sqlstate};
}

ScriptError script_error(const Script& script, const std::string& directory,
                         const SqlError& error) {
    return {error.kind(), shown_script(script, directory) + ": " + explanation(error.details()),
            error.details().hint, error.details().sqlstate};
}

std::string opening_of(const Script& script) {
    if (script.statements.empty() || !script.statements.front().left_out) return "BEGIN";
    const Statement& first = script.statements.front();
    return first.kind == StatementKind::begin ? std::string(script.sql(first)) : "BEGIN";
}

bool asks_for_own_transaction(const Script& script) {
    const auto opening = to_lower(one_line(opening_of(script), 100));
    const bool is_plain = opening == "begin" || opening == "begin transaction" ||
                          opening == "begin work" || opening == "start transaction";
    return !is_plain ||
           std::any_of(script.statements.begin(), script.statements.end(),
                       [](const auto& statement) {
                           return statement.kind == StatementKind::transaction_setting ||
                                  statement.kind == StatementKind::read_only;
                       });
}

// A comment on its last line would take the semicolon in.
std::string terminated(const Script& script, const Statement& statement) {
    const auto sql = script.sql(statement);
    const bool has_comment = last_line(sql).find("--") != std::string_view::npos;
    return std::string(sql) +
           (has_comment && statement.kind != StatementKind::copy_in ? "\n;\n" : ";\n");
}

std::string copy_data(const Script& script, const Statement& statement) {
    std::string data(
        std::string_view(script.text).substr(statement.data_offset, statement.data_length));
    const std::string end =
        data.find("\r\n") == data.find('\n') - 1 ? "\r\n" : "\n";  // of the first line
    if (!data.empty() && data.back() != '\n') data += end;
    return data + "\\." + end;
}

std::string effective_sql(const Script& script, int done) {
    std::string sql;
    const ToRepeat lost = to_repeat(script, done);
    for (const auto& statements : {lost.settings, lost.transaction})
        for (const auto* statement : statements) sql += terminated(script, *statement);
    int number = 0;
    for (const auto& statement : script.statements) {
        if (number++ < done || statement.left_out) continue;
        sql += terminated(script, statement);
        if (statement.kind == StatementKind::copy_in) sql += copy_data(script, statement);
    }
    return sql;
}

}  // namespace migration
