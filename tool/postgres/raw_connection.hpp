#pragma once

// libpq's side of a session: sends a text and hands out its results one by one, and cancels what runs when
// a signal comes.

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

// The SQLSTATE of what libpq itself says of a lost connection.
inline constexpr const char* connection_failure = "08006";

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

// A statement among several, for send_each().
struct Piece {
    const std::string& sql;
    bool is_awaited;  // its result shall come when it is there, not with those behind it
};

class RawConnection {
public:
    // Does not own `connection`.
    explicit RawConnection(PGconn* connection);

    PGconn* get() const { return connection_; }
    CancelRequest& cancel_handle() { return cancel_request_; }
    void while_waiting(std::chrono::milliseconds every, std::function<void()> call);

    // One or more statements. A signal that came before does not cancel them: they may be there to clean up.
    void send(const std::string& sql);
    // A script's, and ours around them, each by itself, so that the server shows it alone. It goes from one
    // to the next without waiting for us, and leaves out the rest when one fails. Any signal cancels. Not for
    // COPY.
    void send_each(const std::vector<Piece>& statements);
    // The next result of what was sent; nullptr behind the last.
    Result next();
    // All that are left. The last one is returned, or the first error thrown at the end. COPY … FROM stdin
    // waits for its data then.
    Result finish();
    // Whether a signal has come since it was sent.
    bool cancelled() const { return cancelled_; }

    // Whether the server has ended it while nothing ran, as far as that has come to us.
    bool was_ended() const;

    // A piece of a COPY's data, and the end of them. The server may take its time with each.
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
    bool heard_ = false;  // the signal, before the statement
    bool cancelled_ = false;
    bool sent_each_ = false;  // and their results are not all taken: libpq is in its pipeline mode
};

// What a failed statement's result says.
SqlError::Details details_of(const PGresult* result);
std::string field_of(const PGresult* result, int code);

}  // namespace migration
