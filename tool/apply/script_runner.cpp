#include "apply/script_runner.hpp"

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"

namespace migration {
namespace {

std::string file_of(const Script& script, const std::string& directory) {
    return directory.empty() ? script.file : (std::filesystem::path(directory) / script.file).string();
}

std::string explanation(const SqlError::Details& details) {
    std::string text = details.message;
    if (!details.detail.empty()) text += "\ndetail: " + details.detail;
    if (!details.context.empty()) text += "\ncontext: " + details.context;
    return text;
}

StatementResult result_of(Session& session, const Script& script, const Statement& statement,
                          const std::string& directory) {
    try {
        if (statement.kind != StatementKind::copy_in) return session.run(script.sql(statement));
        session.copy_in(script.sql(statement),
                        std::string_view(script.text).substr(statement.data_offset, statement.data_length));
        return {};
    } catch (const SqlError& error) {
        throw statement_error(script, statement, directory, error);
    }
}

// Calls `work` with each statement that is sent to the server, and its number, from 1.
template <typename Work>
void for_each_sent(const Script& script, const Work& work) {
    int number = 0;
    for (const auto& statement : script.statements) {
        ++number;
        if (!statement.left_out) work(number, statement);
    }
}

// What is sent alone may copy, and is told in plain words that there is no parameter $1. A long one goes
// alone anyway.
bool goes_alone(const Statement& statement, std::string_view sql) {
    if (statement.kind == StatementKind::copy_in) return true;
    if (sql.size() > Session::longest_ahead) return false;
    const auto starts_parameter = [](char a, char b) { return a == '$' && b >= '0' && b <= '9'; };
    return std::adjacent_find(sql.begin(), sql.end(), starts_parameter) != sql.end() ||
           contains_word(sql, "copy");
}

}  // namespace

std::string statement_place(const Script& script, const std::string& directory, int line) {
    return file_of(script, directory) + ":" + std::to_string(line);
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

void run_script_ahead(Session& session, const Script& script, const std::string& directory,
                      const std::function<void(int, const Statement&)>& before) {
    for_each_sent(script, [&](int number, const Statement& statement) {
        if (goes_alone(statement, script.sql(statement))) {
            session.send();
            before(number, statement);
            run_statement(session, script, statement, directory);
            return;
        }
        session.run_ahead(
            script.sql(statement), [&before, number, &statement] { before(number, statement); },
            [&script, &statement, &directory](const SqlError& error) {
                throw statement_error(script, statement, directory, error);
            });
    });
}

void run_verify(Session& session, const Script& script, const std::string& directory) {
    for (const auto& statement : script.statements) {
        if (statement.left_out) continue;
        const StatementResult result = result_of(session, script, statement, directory);
        if (statement.kind != StatementKind::query || (result.rows > 0 && result.holds)) continue;
        throw Error(
            ErrorKind::failed,
            statement_place(script, directory, statement.line) + ": verification " +
                (result.rows == 0 ? "returned no row" : "is not true") + ": \"" +
                one_line(script.sql(statement), 120) + "\"",
            "a verify query must return at least one row, and true where its first column is boolean");
    }
}

ScriptError statement_error(const Script& script, const Statement& statement, const std::string& directory,
                            const SqlError& error) {
    const auto& details = error.details();
    int line = statement.line;
    if (details.position > 0) {
        const auto sql = script.sql(statement);
        line += line_at(sql, offset_of_character(sql, static_cast<std::size_t>(details.position))) - 1;
    }
    return {error.kind(), statement_place(script, directory, line) + ": " + explanation(details),
            details.hint, details.sqlstate};
}

ScriptError script_error(const Script& script, const std::string& directory, const SqlError& error) {
    return {error.kind(), file_of(script, directory) + ": " + explanation(error.details()),
            error.details().hint, error.details().sqlstate};
}

std::string opening_of(const Script& script) {
    if (script.statements.empty() || !script.statements.front().left_out) return "BEGIN";
    const Statement& first = script.statements.front();
    return first.kind == StatementKind::begin ? std::string(script.sql(first)) : "BEGIN";
}

std::string effective_sql(const Script& script, int done) {
    std::string sql;
    int number = 0;
    for (const auto& statement : script.statements) {
        if (number++ < done || statement.left_out) continue;
        sql += script.sql(statement);
        sql += ";\n";
        if (statement.kind == StatementKind::copy_in) {
            sql += std::string_view(script.text).substr(statement.data_offset, statement.data_length);
            sql += "\\.\n";
        }
    }
    return sql;
}

}  // namespace migration
