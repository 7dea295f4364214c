#include "postgres/session.hpp"

#include <poll.h>

#include <cerrno>

#include "base/environment.hpp"
#include "base/interrupt.hpp"
#include "base/process_name.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "postgres/cancel_on_interrupt.hpp"
#include "postgres/open_connection.hpp"
#include "postgres/pqxx_connection.hpp"
#include "postgres/rows_data.hpp"

namespace migration {
namespace {

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr Oid boolean_type = 16;

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
    return details;
}

bool says_connection_lost(const std::string& sqlstate) {
    return sqlstate.starts_with("08") || sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03";
}

ErrorKind kind_of(const std::string& sqlstate) {
    return says_connection_lost(sqlstate) ? ErrorKind::unreachable : ErrorKind::failed;
}

std::string first_line(std::string_view text) {
    text = trim(text);
    return std::string(text.substr(0, text.find('\n')));
}

// What trying again cannot mend.
bool is_configuration(const std::string& reason) {
    for (const char* text :
         {"does not exist", "authentication failed", "invalid port number", "no password supplied",
          "no pg_hba.conf entry", "definition of service", "permission denied for database",
          "not permitted to log in", "invalid sslmode value", "invalid integer value"})
        if (reason.find(text) != std::string::npos) return true;
    return false;
}

// Somebody who has said nothing does not wait for ever for a server that takes the connection and is silent.
bool has_time_limit(const ConnectionSettings& settings) {
    return settings.parameter("connect_timeout") || settings.parameter("service") ||
           !environment("PGCONNECT_TIMEOUT").empty() || !environment("PGSERVICE").empty();
}

PGconn* open(const ConnectionSettings& settings) {
    ConnectionParameters parameters = settings.parameters();
    parameters.emplace_back("client_encoding", "UTF8");
    parameters.emplace_back("fallback_application_name", "migration " + process_name());
    if (!has_time_limit(settings)) parameters.emplace_back("connect_timeout", "30");
    PGconn* connection = open_connection(parameters);
    if (PQstatus(connection) != CONNECTION_OK) {
        const std::string reason = redact(first_line(PQerrorMessage(connection)));
        PQfinish(connection);
        throw Error(is_configuration(reason) ? ErrorKind::usage : ErrorKind::unreachable,
                    "cannot connect to \"" + settings.shown() + "\": " + reason,
                    "check that the server runs and that --database-url, DATABASE_URL or libpq's PG… "
                    "variables name it");
    }
    return connection;
}

}  // namespace

SqlError::SqlError(Details details)
    : Error(kind_of(details.sqlstate), details.message, details.hint), details_(std::move(details)) {}

struct Session::State {
    ConnectionSettings settings;
    PGconn* raw = nullptr;  // owned by `connection`
    std::unique_ptr<PqxxConnection> connection;
    CancelHandle cancel_handle{nullptr, &PQfreeCancel};
    std::function<void(const std::string&, const std::string&)> receiver;
    std::function<void()> waiting;
    std::chrono::milliseconds every{0};
    std::optional<bool> pooled;

    static void receive_notice(void* state, const PGresult* result) {
        const auto* self = static_cast<State*>(state);
        if (self->receiver)
            self->receiver(field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED),
                           field_of(result, PG_DIAG_MESSAGE_PRIMARY));
    }

    [[noreturn]] void fail() const {
        SqlError::Details details;
        details.sqlstate = "08006";
        details.message = "connection to the server lost: " + redact(first_line(PQerrorMessage(raw)));
        throw SqlError(details);
    }

    void cancel() const {
        char reason[256];
        PQcancel(cancel_handle.get(), reason, sizeof reason);
    }

    // Waits until the server has something for us; on a signal the statement is cancelled once.
    void wait_readable(bool& cancelled) const {
        while (PQisBusy(raw) != 0) {
            pollfd waits[2] = {{PQsocket(raw), POLLIN, 0},
                               {cancelled ? -1 : interrupt_descriptor(), POLLIN, 0}};
            const int ready = ::poll(waits, 2, waiting ? static_cast<int>(every.count()) : -1);
            if (ready < 0 && errno != EINTR) fail();
            if (ready == 0 && waiting) waiting();
            if (!cancelled && interrupt_signal() != 0) {
                cancel();
                cancelled = true;
            }
            if ((waits[0].revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(raw) == 0) fail();
        }
    }

    // All results of what was sent; the last one is returned, an error among them is thrown at the end.
    Result finish() const {
        Result last(nullptr, &PQclear);
        std::optional<SqlError::Details> failure;
        bool cancelled = false;
        for (;;) {
            wait_readable(cancelled);
            Result next(PQgetResult(raw), &PQclear);
            if (!next) break;
            const auto status = PQresultStatus(next.get());
            if (status == PGRES_COPY_OUT) drop_copy_out();
            if (status == PGRES_FATAL_ERROR && !failure) failure = details_of(next.get());
            last = std::move(next);
            if (status == PGRES_COPY_IN) break;
        }
        if (cancelled) check_interrupt();
        if (failure) throw_failure(*failure);
        return last;
    }

    [[noreturn]] void throw_failure(SqlError::Details details) const {
        if (details.sqlstate.empty() || PQstatus(raw) != CONNECTION_OK) details.sqlstate = "08006";
        throw SqlError(std::move(details));
    }

    void drop_copy_out() const {
        char* buffer = nullptr;
        while (PQgetCopyData(raw, &buffer, 0) > 0) PQfreemem(buffer);
    }

    // Ends a COPY … FROM stdin that waits for data nobody has.
    void abandon_copy() const {
        if (PQputCopyEnd(raw, "no data") != 1) return;
        while (PGresult* left = PQgetResult(raw)) PQclear(left);
    }

    void send(std::string_view sql) const {
        check_interrupt();
        if (PQsendQuery(raw, std::string(sql).c_str()) == 0) fail();
    }
};

Session::Session(const ConnectionSettings& settings) : state_(std::make_unique<State>()) {
    state_->settings = settings;
    state_->raw = open(settings);
    state_->connection = adopt(state_->raw);
    state_->cancel_handle.reset(PQgetCancel(state_->raw));
    PQsetNoticeReceiver(state_->raw, &State::receive_notice, state_.get());
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
    const CancelOnInterrupt watch(state_->cancel_handle.get());
    const bool had_signal = interrupt_signal() != 0;
    try {
        pqxx::nontransaction transaction(*state_->connection);
        work(transaction);
    } catch (const pqxx::sql_error& error) {
        SqlError::Details details;
        details.sqlstate = connected() ? error.sqlstate() : "08006";
        if (details.sqlstate == "57014" && !had_signal) check_interrupt();  // query_canceled
        // libpqxx 6 has a type of its own for it, without the code.
        if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr) details.sqlstate = "42501";
        details.message = first_line(error.what());
        if (details.message.starts_with("ERROR:")) details.message = trim(details.message.substr(6));
        throw SqlError(details);
    } catch (const pqxx::broken_connection&) {
        state_->fail();
    }
}

Rows Session::rows(const std::string& sql, const std::vector<Parameter>& parameters) {
    pqxx::result result;
    guarded([&](auto& work) { result = execute(work, sql, parameters); });
    return Rows(std::make_shared<Rows::Data>(Rows::Data{result}));
}

void Session::each(const std::vector<std::string>& statements,
                   const std::function<void(std::size_t, const Rows&)>& take) {
    try {
        guarded([&](auto& work) {
            pqxx::pipeline pipeline(work);
            pipeline.retain(static_cast<int>(statements.size()));
            for (const auto& statement : statements) pipeline.insert(statement);
            pipeline.resume();
            for (std::size_t i = 0; i < statements.size(); ++i)
                take(i, Rows(std::make_shared<Rows::Data>(Rows::Data{pipeline.retrieve().second})));
        });
    } catch (const Error&) {
        while (PGresult* left = PQgetResult(state_->raw)) PQclear(left);
        throw;
    }
}

void Session::command(const std::string& sql) {
    rows(sql);
}

StatementResult Session::run(std::string_view sql) {
    state_->send(sql);
    const Result result = state_->finish();
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
    state_->send(sql);
    const Result started = state_->finish();
    if (!started || PQresultStatus(started.get()) != PGRES_COPY_IN) return;
    for (std::size_t at = 0; at < data.size(); at += chunk) {
        const auto part = data.substr(at, chunk);
        if (interrupt_signal() != 0) {
            PQputCopyEnd(state_->raw, "interrupted");
            try {
                state_->finish();
            } catch (const SqlError&) {
                check_interrupt();
            }
        }
        if (PQputCopyData(state_->raw, part.data(), static_cast<int>(part.size())) != 1) state_->fail();
    }
    if (PQputCopyEnd(state_->raw, nullptr) != 1) state_->fail();
    state_->finish();
}

bool Session::in_transaction() const {
    const auto status = PQtransactionStatus(state_->raw);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Session::roll_back() noexcept {
    if (!connected()) return;
    if (PQtransactionStatus(state_->raw) == PQTRANS_ACTIVE) state_->abandon_copy();
    if (!in_transaction()) return;
    PQclear(PQexec(state_->raw, "ROLLBACK"));
}

bool Session::connected() const {
    return PQstatus(state_->raw) == CONNECTION_OK;
}

int Session::server_version() const {
    return PQserverVersion(state_->raw);
}

std::string Session::server_version_text() const {
    return std::to_string(server_version() / 10000) + "." + std::to_string(server_version() % 10000);
}

std::string Session::database() const {
    return PQdb(state_->raw);
}

void Session::on_notice(std::function<void(const std::string&, const std::string&)> receiver) {
    state_->receiver = std::move(receiver);
}

void Session::while_waiting(std::chrono::milliseconds every, std::function<void()> call) {
    state_->every = every;
    state_->waiting = std::move(call);
}

long long Session::backend_pid() {
    if (state_->pooled == false) return PQbackendPID(state_->raw);
    return rows("SELECT pg_catalog.pg_backend_pid()").number(0, 0);
}

// A pooler answers for the server when a client connects, with a process id of its own making.
bool Session::is_pooled() {
    if (!state_->pooled) state_->pooled = backend_pid() != PQbackendPID(state_->raw);
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
