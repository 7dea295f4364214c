#pragma once

// One connection to a server. Our own statements go through libpqxx (`rows`, with parameters);
// users' scripts
// (`run`), and what is sent several at once, through libpq beneath it, which tells every detail of
// an error. Not for use from two threads. Moves, never copies; the destructor disconnects.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "postgres/connection_settings.hpp"
#include "postgres/rows.hpp"

namespace migration {

// An error that the server reported, with what it said of the cause. Its kind is unreachable only
// where the connection is lost: a script may give its own errors any SQLSTATE.
class SqlError : public Error {
public:
    struct Details {
        std::string sqlstate;
        std::string message;
        std::string detail;
        std::string hint;
        std::string context;
        int position = 0;      // character of the statement, from 1; 0 where there is none
        bool is_lost = false;  // the connection, with it
    };
    explicit SqlError(Details details);
    const Details& details() const { return details_; }

private:
    Details details_;
};

// What a statement of a script gave back.
struct StatementResult {
    int rows = 0;
    int columns = 0;
    // The first column when it is boolean: false if any row's value is false or NULL.
    bool holds = true;
};

// One of the statements that Session::run_together() sends. See postgres/batch.hpp.
struct BatchStatement {
    std::string sql;
    std::function<void(const Rows&)> take;
    std::function<void(const SqlError&)> explain;
    std::function<void()> starts;  // set for a statement of a user's script
};

class Session {
public:
    using Parameter = std::optional<std::string>;

    // Throws Error (unreachable) when there is no connection to be had.
    explicit Session(const ConnectionSettings& settings);
    // Another connection, made as this one was. Throws as the constructor does.
    Session another() const;
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    // One statement of ours. $1, $2 … are the parameters. Throws SqlError.
    Rows rows(const std::string& sql, const std::vector<Parameter>& parameters = {});
    // One statement of ours without parameters or rows, such as BEGIN.
    void command(const std::string& sql);
    // Several statements, sent at once; Batch collects them. Reads the results in order, and calls
    // each statement's `take`, `starts` and `explain`. Throws SqlError at the first that fails, or
    // what a callback has thrown, when all results are read; the server leaves out the rest.
    void run_together(const std::vector<BatchStatement>& statements);

    // One statement of a user's script. Throws SqlError; when SIGINT or SIGTERM comes, cancels and
    // throws it.
    StatementResult run(std::string_view sql);
    // COPY … FROM stdin with its data.
    void copy_in(std::string_view sql, std::string_view data);

    bool in_transaction() const;
    // Rolls back what is open, without throwing.
    void roll_back() noexcept;
    bool connected() const;
    // Whether the server has ended it while nothing ran, as far as that has come to us.
    bool was_ended() const;

    int server_version() const;  // 150018
    int server_major() const { return server_version() / 10000; }
    std::string server_version_text() const;  // "15.18"
    std::string database() const;

    // Receives what the server says beside results while a script's statements run: severity,
    // message. Nobody does by default.
    void on_notice(std::function<void(const std::string&, const std::string&)> receiver);
    // Called again and again while a user's statement runs, or several statements together, this
    // long after the last time; it must not throw and not use this session.
    void while_waiting(std::chrono::milliseconds every, std::function<void()> call);

    // Process id of the server's end, as pg_stat_activity has it. Behind a pooler it may change
    // from one transaction to the next: then it is asked.
    long long backend_pid();
    // Whether a pooler stands between us and the server: then what a session holds (advisory locks,
    // settings) may be another client's in the next transaction.
    bool is_pooled();

private:
    // Runs `work` on libpqxx's connection; its errors become ours.
    template <typename Work>
    void guarded(const Work& work);
    void send_script(std::string_view sql);
    // Whether a script's statements are among them.
    bool send_all(const std::vector<BatchStatement>& statements);

    struct State;
    std::unique_ptr<State> state_;
};

// What the names of all prepared statements of ours start with.
inline constexpr std::string_view prepared_prefix = "migration_";
// Those of ours that the session has, where a script may have dropped some; nothing where none was
// touched.
using Prepared = std::optional<std::set<std::string>>;

// `name` quoted where PostgreSQL needs it, always quoted here.
std::string quote_identifier(std::string_view name);
std::string quote_literal(std::string_view text);

}  // namespace migration
