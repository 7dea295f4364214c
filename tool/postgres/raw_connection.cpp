#include "postgres/raw_connection.hpp"

#include <poll.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>

#include "base/interrupt.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

// A request that meets no statement is lost: the next one comes so much later.
constexpr std::chrono::milliseconds cancel_every(100);

constexpr std::string_view connection_lost = "connection to the server lost: ";

}  // namespace

std::string field_of(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
}

SqlError::Details details_of(const PGresult* result) {
    SqlError::Details details;
    details.sqlstate = field_of(result, PG_DIAG_SQLSTATE);
    details.message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
    details.detail = field_of(result, PG_DIAG_MESSAGE_DETAIL);
    details.hint = field_of(result, PG_DIAG_MESSAGE_HINT);
    details.context = field_of(result, PG_DIAG_CONTEXT);
    details.position = std::atoi(field_of(result, PG_DIAG_STATEMENT_POSITION).c_str());
    if (details.message.empty()) details.message = trim(PQresultErrorMessage(result));
    const std::string severity = field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == "FATAL" || severity == "PANIC") {  // its last words
        details.is_lost = true;
        details.sqlstate = connection_failure;
        details.message = std::string(connection_lost) + severity + ":  " + details.message;
    }
    return details;
}

RawConnection::RawConnection(PGconn* connection)
    : connection_(connection), cancel_request_(connection) {}

void RawConnection::while_waiting(std::chrono::milliseconds every, std::function<void()> call) {
    every_ = every;
    waiting_ = std::move(call);
}

// Errors without a code are libpq's own.
void RawConnection::fail(SqlError::Details details) const {
    const bool is_broken = PQstatus(connection_) != CONNECTION_OK;
    if (is_broken && details.sqlstate.empty())
        details.message = std::string(connection_lost) + redact(first_line(details.message));
    details.is_lost = details.is_lost || is_broken || details.sqlstate.empty();
    if (details.is_lost) details.sqlstate = connection_failure;
    throw SqlError(std::move(details));
}

void RawConnection::fail_lost() const {
    SqlError::Details details;
    details.message = PQerrorMessage(connection_);
    fail(std::move(details));
}

void RawConnection::begin_sending() {
    heard_ = interrupt_signal() != 0;
    cancelled_ = false;
    cancel_request_.forget();
    last_call_ = Clock::now();
}

void RawConnection::send(const std::string& sql) {
    begin_sending();
    if (PQsendQuery(connection_, sql.c_str()) == 0) fail_lost();
}

void RawConnection::send_each(const std::vector<Piece>& statements) {
    begin_sending();
    heard_ = false;
    PQsetnonblocking(connection_, 1);  // or we might wait for the server while it waits for us
    if (PQenterPipelineMode(connection_) == 0) fail_lost();
    sent_each_ = true;
    // The result in front of a statement that is awaited tells that its turn has come.
    bool was_awaited = true;
    for (const auto& [sql, is_awaited] : statements) {
        if (is_awaited && !was_awaited && PQsendFlushRequest(connection_) == 0) fail_lost();
        was_awaited = is_awaited;
        if (PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) ==
            0)
            fail_lost();
        if (is_awaited && PQsendFlushRequest(connection_) == 0) fail_lost();
    }
    if (PQpipelineSync(connection_) == 0) fail_lost();
    flush();
}

void RawConnection::call_waiting() {
    if (!waiting_ || cancelled_ || Clock::now() - last_call_ < every_) return;
    waiting_();
    last_call_ = Clock::now();
}

// Waits a while for that, and takes in what the server says.
void RawConnection::wait_for(short events) {
    const bool listens = !heard_ && !cancelled_;
    std::array<pollfd, 2> waits{pollfd{PQsocket(connection_), events, 0},
                                pollfd{listens ? interrupt_descriptor() : -1, POLLIN, 0}};
    const auto limit = cancelled_ ? cancel_every : every_;
    const int ready = ::poll(waits.data(), waits.size(),
                             cancelled_ || waiting_ ? static_cast<int>(limit.count()) : -1);
    if (ready < 0 && errno != EINTR) fail_lost();
    call_waiting();
    if ((listens && interrupt_signal() != 0) || (cancelled_ && ready == 0)) {
        cancelled_ = true;
        cancel_request_.start();
        cancel_request_.wait();
        cancel_request_.shut_down_if_hopeless();
    }
    const bool is_lost =
        (waits[0].revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(connection_) == 0;
    if (is_lost && cancelled_) check_interrupt();
    if (is_lost && !sent_each_) fail_lost();
}

// A null stands behind each statement, and two behind the last where the connection is lost: that
// is the result of the statement that ran then.
Result RawConnection::next_of_each() {
    for (int nulls = 0; nulls < 2;) {
        while (PQisBusy(connection_) != 0 && PQstatus(connection_) == CONNECTION_OK)
            wait_for(POLLIN);
        Result result(PQgetResult(connection_), &PQclear);
        if (!result) {
            ++nulls;
            continue;
        }
        nulls = 0;
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status != PGRES_PIPELINE_ABORTED) return result;
    }
    sent_each_ = false;
    PQexitPipelineMode(connection_);
    PQsetnonblocking(connection_, 0);
    return {nullptr, &PQclear};
}

Result RawConnection::next() {
    if (sent_each_) return next_of_each();
    while (PQisBusy(connection_) != 0) wait_for(POLLIN);
    return {PQgetResult(connection_), &PQclear};
}

Result RawConnection::finish() {
    Result last(nullptr, &PQclear);
    std::optional<SqlError::Details> failure;
    while (Result result = next()) {
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_OUT) drop_copy_out();
        if (status == PGRES_FATAL_ERROR && !failure) failure = details_of(result.get());
        last = std::move(result);
        if (status == PGRES_COPY_IN) break;
    }
    if (cancelled_) check_interrupt();
    if (failure) fail(std::move(*failure));
    return last;
}

void RawConnection::drop_copy_out() {
    char* buffer = nullptr;
    for (int size = 0; (size = PQgetCopyData(connection_, &buffer, 1)) >= 0;) {
        if (size > 0)
            PQfreemem(buffer);
        else
            wait_for(POLLIN);
    }
}

bool RawConnection::was_ended() const {
    for (;;) {
        pollfd input{PQsocket(connection_), POLLIN, 0};
        if (PQstatus(connection_) != CONNECTION_OK || ::poll(&input, 1, 0) < 0) return true;
        if (input.revents == 0) return false;
        if (PQconsumeInput(connection_) == 0) return true;
    }
}

void RawConnection::put(std::string_view data) {
    PQsetnonblocking(connection_, 1);
    if (PQputCopyData(connection_, data.data(), static_cast<int>(data.size())) != 1) fail_lost();
    flush();
    call_waiting();
}

void RawConnection::put_end() {
    if (PQputCopyEnd(connection_, nullptr) != 1) fail_lost();
    flush();
    PQsetnonblocking(connection_, 0);
}

void RawConnection::flush() {
    int left = 0;
    while ((left = PQflush(connection_)) > 0) wait_for(POLLIN | POLLOUT);
    if (left < 0 && !sent_each_) fail_lost();
}

void RawConnection::abandon_copy(const char* reason) noexcept {
    try {
        PQsetnonblocking(connection_, 1);
        if (PQputCopyEnd(connection_, reason) == 1) {
            flush();
            while (next()) {
            }
        }
        PQsetnonblocking(connection_, 0);
    } catch (const std::exception&) {
        // The connection is lost: whoever uses it next finds out.
    }
}

}  // namespace migration
