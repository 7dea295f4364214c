#pragma once

// libpq's side of a session: sends a text and hands out its results one by one, and cancels what
// runs when a signal comes.

#include <libpq-fe.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "postgres/cancel_request.hpp"
#include "postgres/session.hpp"

namespace migration {

// The SQLSTATE for libpq's own report of a lost connection.
inline constexpr const char* connection_failure = "08006";

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

// A statement among several, for send_each().
struct Piece {
    const std::string& sql;
    bool is_awaited;  // request its result at once, not with those of later statements
};

class RawConnection {
public:
    // Does not own `connection`.
    explicit RawConnection(PGconn* connection);

    PGconn* get() const { return connection_; }
    CancelRequest& cancel_handle() { return cancel_request_; }
    void while_waiting(std::chrono::milliseconds every, std::function<void()> call);

    // One or more statements. A signal that came before does not cancel them: they may clean up.
    void send(const std::string& sql);
    // The statements of a script and the engine's around them, as separate queries in pipeline
    // mode: the server's views show each by itself. If one fails, the server skips the rest. Any
    // signal cancels. Not for COPY.
    void send_each(const std::vector<Piece>& statements);
    // The next result; nullptr after the last.
    Result next();
    // Takes all remaining results. Returns the last, or throws the first error at the end. A COPY …
    // FROM stdin waits for its data then.
    Result finish();
    // True if a signal has come since the statement was sent.
    bool cancelled() const { return cancelled_; }

    // True if the server's message has arrived that it ended the idle connection.
    bool was_ended() const;

    // Sends a piece of a COPY's data, and the end of the data. Both may wait for the server.
    void put(std::string_view data);
    void put_end();
    // Makes a COPY that waits for data fail.
    void abandon_copy(const char* reason) noexcept;

    [[noreturn]] void fail_lost() const;
    [[noreturn]] void fail(SqlError::Details details) const;

private:
    void begin_sending();
    Result next_of_each();
    void wait_for(short events);
    void call_waiting();
    void flush();
    void drop_copy_out();

    PGconn* connection_;
    CancelRequest cancel_request_;
    std::function<void()> waiting_;
    std::chrono::milliseconds every_{0};
    std::chrono::steady_clock::time_point last_call_;
    bool heard_ = false;  // a signal had come before the statement
    bool cancelled_ = false;
    bool sent_each_ = false;  // libpq is in pipeline mode: results of send_each() are left
};

// The error fields of a failed statement's result.
SqlError::Details details_of(const PGresult* result);
std::string field_of(const PGresult* result, int code);

}  // namespace migration
