#include "postgres/session.hpp"

#include <algorithm>
#include <exception>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "postgres/cancel_on_interrupt.hpp"
#include "postgres/connect.hpp"
#include "postgres/pqxx_connection.hpp"
#include "postgres/raw_connection.hpp"
#include "postgres/rows_data.hpp"

namespace migration {
namespace {

constexpr Oid boolean_type = 16;

std::string message_of(const std::exception& error) {
    std::string message(first_line(error.what()));
    return message.starts_with("ERROR:") ? std::string(trim(message.substr(6))) : message;
}

// What `explain` throws for a statement that has failed; nothing where it throws nothing.
std::exception_ptr explained(const RawConnection& raw, const SqlError::Details& details,
                             const std::function<void(const SqlError&)>& explain) {
    try {
        try {
            raw.fail(details);
        } catch (const SqlError& error) {
            if (explain) explain(error);
            throw;
        }
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace

SqlError::SqlError(Details details)
    : Error(details.is_lost ? ErrorKind::unreachable : ErrorKind::failed, details.message,
            details.hint),
      details_(std::move(details)) {}

struct Session::State {
    State(const ConnectionSettings& where, PGconn* made)
        : settings(where), raw(made), connection(adopt(made)) {}

    ConnectionSettings settings;
    RawConnection raw;  // of what `connection` owns
    std::unique_ptr<PqxxConnection> connection;
    std::function<void(const std::string&, const std::string&)> receiver;
    std::optional<bool> pooled;
    bool is_of_script = false;  // what runs now

    static std::string message_of(const PGresult* result) {
        std::string message = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
        if (field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED) != "WARNING") return message;
        if (const auto detail = field_of(result, PG_DIAG_MESSAGE_DETAIL); !detail.empty())
            message += "; detail: " + detail;
        if (const auto hint = field_of(result, PG_DIAG_MESSAGE_HINT); !hint.empty())
            message += "; hint: " + hint;
        return message;
    }

    static void receive_notice(void* state, const PGresult* result) {
        const auto* self = static_cast<State*>(state);
        if (self->receiver && self->is_of_script)
            self->receiver(field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED), message_of(result));
    }
};

namespace {

// Marks what runs as a script's, as long as it lives.
class OfScript {
public:
    explicit OfScript(bool& mark) : mark_(mark) { mark_ = true; }
    ~OfScript() { mark_ = false; }
    OfScript(const OfScript&) = delete;
    OfScript& operator=(const OfScript&) = delete;

private:
    bool& mark_;
};

}  // namespace

Session::Session(const ConnectionSettings& settings)
    : state_(std::make_unique<State>(settings, connect(settings))) {
    PQsetNoticeReceiver(state_->raw.get(), &State::receive_notice, state_.get());
    if (server_version() < 140000)
        throw Error(ErrorKind::usage,
                    "PostgreSQL 14 or newer is needed but the server is " + server_version_text());
}

Session Session::another() const {
    return Session(state_->settings);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

template <typename Work>
void Session::guarded(const Work& work) {
    const CancelOnInterrupt watch(state_->raw.cancel_handle());
    const bool had_signal = interrupt_signal() != 0;
    try {
        pqxx::nontransaction transaction(*state_->connection);
        work(transaction);
    } catch (const pqxx::sql_error& error) {
        SqlError::Details details;
        details.is_lost = !connected();
        details.sqlstate = details.is_lost ? connection_failure : error.sqlstate();
        if (details.sqlstate == "57014" && !had_signal) check_interrupt();  // query_canceled
        // libpqxx 6 has a type of its own for it, without the code.
        if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr)
            details.sqlstate = "42501";
        details.message = message_of(error);
        throw SqlError(details);
    } catch (const pqxx::broken_connection& error) {
        // libpqxx has this type for every SQLSTATE of class 08, too.
        if (!connected()) state_->raw.fail_lost();
        SqlError::Details details;
        details.sqlstate = connection_failure;
        details.message = message_of(error);
        throw SqlError(details);
    }
}

Rows Session::rows(const std::string& sql, const std::vector<Parameter>& parameters) {
    pqxx::result result;
    guarded([&](auto& work) { result = execute(work, sql, parameters); });
    return rows_of(result);
}

// A script's statements are sent each by itself, as the server's views and logs shall show them;
// statements of the product, of which there are many, as one text.
bool Session::send_all(const std::vector<BatchStatement>& statements) {
    const bool has_script = std::any_of(statements.begin(), statements.end(),
                                        [](const auto& each) { return each.starts != nullptr; });
    if (has_script) {
        check_interrupt();
        std::vector<Piece> pieces;
        pieces.reserve(statements.size());
        for (const auto& each : statements) pieces.push_back({each.sql, each.starts != nullptr});
        state_->raw.send_each(pieces);
        return true;
    }
    std::string text;
    for (const auto& each : statements) text.append(each.sql).append(";\n");
    state_->raw.send(text);
    return false;
}

void Session::run_together(const std::vector<BatchStatement>& statements) {
    const bool has_script = send_all(statements);
    RawConnection& raw = state_->raw;
    std::optional<SqlError::Details> failure;
    std::exception_ptr refused;
    // What it throws is thrown when all results are taken.
    const auto postponing = [&refused](const auto& work) {
        try {
            work();
        } catch (...) {
            refused = std::current_exception();
        }
    };
    std::size_t number = 0;
    const auto start = [&] {
        state_->is_of_script = number < statements.size() && statements[number].starts;
        if (state_->is_of_script) postponing(statements[number].starts);
    };
    start();
    for (Result result = raw.next(); result; result = raw.next()) {
        if (failure || refused || number >= statements.size()) continue;
        const BatchStatement& statement = statements[number];
        if (PQresultStatus(result.get()) == PGRES_FATAL_ERROR) {
            failure = details_of(result.get());
            refused = explained(raw, *failure, statement.explain);
            continue;
        }
        if (statement.take) postponing([&] { statement.take(rows_of(std::move(result))); });
        ++number;
        start();
    }
    state_->is_of_script = false;
    if (raw.cancelled() &&
        (has_script || (failure && failure->sqlstate == "57014")))  // query_canceled
        check_interrupt();
    if (refused) std::rethrow_exception(refused);
}

void Session::command(const std::string& sql) {
    rows(sql);
}

void Session::send_script(std::string_view sql) {
    check_interrupt();
    state_->raw.send(std::string(sql));
}

StatementResult Session::run(std::string_view sql) {
    send_script(sql);
    const OfScript mark(state_->is_of_script);
    const Result result = state_->raw.finish();
    StatementResult summary;
    if (!result || PQresultStatus(result.get()) != PGRES_TUPLES_OK) return summary;
    summary.rows = PQntuples(result.get());
    summary.columns = PQnfields(result.get());
    if (summary.columns > 0 && PQftype(result.get(), 0) == boolean_type)
        for (int row = 0; row < summary.rows; ++row)
            summary.holds = summary.holds && PQgetvalue(result.get(), row, 0)[0] == 't';
    return summary;
}

void Session::copy_in(std::string_view sql, std::string_view data) {
    constexpr std::size_t chunk = 1U << 16U;
    send_script(sql);
    const OfScript mark(state_->is_of_script);
    RawConnection& raw = state_->raw;
    const Result started = raw.finish();
    if (!started || PQresultStatus(started.get()) != PGRES_COPY_IN) return;
    for (std::size_t at = 0; at < data.size(); at += chunk) {
        if (interrupt_signal() != 0) {
            raw.abandon_copy("interrupted");
            check_interrupt();
        }
        raw.put(data.substr(at, chunk));
    }
    raw.put_end();
    raw.finish();
}

bool Session::in_transaction() const {
    const auto status = PQtransactionStatus(state_->raw.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Session::roll_back() noexcept {
    if (!connected()) return;
    if (PQtransactionStatus(state_->raw.get()) == PQTRANS_ACTIVE)
        state_->raw.abandon_copy("no data");
    if (!in_transaction()) return;
    PQclear(PQexec(state_->raw.get(), "ROLLBACK"));
}

bool Session::connected() const {
    return PQstatus(state_->raw.get()) == CONNECTION_OK;
}

bool Session::was_ended() const {
    return state_->raw.was_ended();
}

int Session::server_version() const {
    return PQserverVersion(state_->raw.get());
}

std::string Session::server_version_text() const {
    return std::to_string(server_version() / 10000) + "." +
           std::to_string(server_version() % 10000);
}

std::string Session::database() const {
    return PQdb(state_->raw.get());
}

void Session::on_notice(std::function<void(const std::string&, const std::string&)> receiver) {
    state_->receiver = std::move(receiver);
}

void Session::while_waiting(std::chrono::milliseconds every, std::function<void()> call) {
    state_->raw.while_waiting(every, std::move(call));
}

long long Session::backend_pid() {
    if (state_->pooled == false) return PQbackendPID(state_->raw.get());
    return rows("SELECT pg_catalog.pg_backend_pid()").number(0, 0);
}

// A pooler answers for the server when a client connects, with a process id of its own making.
bool Session::is_pooled() {
    if (!state_->pooled) state_->pooled = backend_pid() != PQbackendPID(state_->raw.get());
    return *state_->pooled;
}

std::string quote_identifier(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string quote_literal(std::string_view text) {
    const bool escapes = text.find('\\') != std::string_view::npos;
    std::string quoted = escapes ? "E'" : "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') quoted += c;
        quoted += c;
    }
    return quoted + "'";
}

}  // namespace migration
