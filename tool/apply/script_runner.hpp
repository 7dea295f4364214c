#pragma once

// Runs a script on a session, statement by statement, and says where it failed.

#include <functional>

#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// A statement that failed: `file:line:` and the server's words.
class ScriptError : public Error {
public:
    ScriptError(ErrorKind kind, const std::string& message, const std::string& hint,
                std::string sqlstate)
        : Error(kind, message, hint), sqlstate_(std::move(sqlstate)) {}
    const std::string& sqlstate() const { return sqlstate_; }

private:
    std::string sqlstate_;
};

// `directory` is put before file names. Throws ScriptError.
void run_statement(Session& session, const Script& script, const Statement& statement,
                   const std::string& directory);

// Runs the statements that are not `left_out`; calls `before` with the number of each, from 1.
// Throws ScriptError.
void run_script(Session& session, const Script& script, const std::string& directory,
                const std::function<void(int, const Statement&)>& before = {});

// Adds all statements but those left out to `batch`; COPY runs by itself, behind a run() of the
// batch. Script, directory and `before` must outlive the batch. Batch::run() throws ScriptError.
void add_script(Batch& batch, const Script& script, const std::string& directory,
                const std::function<void(int, const Statement&)>& before);

// Runs a verify script: each statement must succeed. By VerifyRule::rows each query must return a
// row, and a first column of type boolean must be true in every row; by VerifyRule::errors what the
// script did is undone. Throws Error otherwise, with the transaction as the failure left it.
void run_verify(Session& session, const Script& script, const std::string& directory);

// The same as one text, for people: it does not check rows.
std::string verify_sql(const Script& script, bool in_transaction);

// `file:line:` and the server's words.
ScriptError statement_error(const Script& script, const Statement& statement,
                            const std::string& directory, const SqlError& error);

// An error that concerns the script as a whole, as a deferred constraint does: `file: ` and the
// server's words.
ScriptError script_error(const Script& script, const std::string& directory, const SqlError& error);

// The script's file, `directory` before it.
std::string shown_script(const Script& script, const std::string& directory);

// "file:line"
std::string statement_place(const Script& script, const std::string& directory, int line);
// The same of the statement's byte `at`; behind it ": included.sql:line" where it was included.
std::string statement_place(const Script& script, const std::string& directory,
                            const Statement& statement, std::size_t at = 0);

// What opens the script's transaction: its own BEGIN, which may name an isolation level, or a plain
// one.
std::string opening_of(const Script& script);

// Whether the script sets properties of its transaction, such as an isolation level. Then the
// engine must not send a query before the statements of the script.
bool asks_for_own_transaction(const Script& script);

// The statement with its semicolon and a line end.
std::string terminated(const Script& script, const Statement& statement);
// A COPY's data with the line that ends them, as psql reads them.
std::string copy_data(const Script& script, const Statement& statement);

// The statements to send after the first `done`, as one text.
std::string effective_sql(const Script& script, int done = 0);

}  // namespace migration
