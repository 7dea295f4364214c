#include "apply/engine.hpp"

#include <chrono>

#include "apply/script_runner.hpp"
#include "apply/stored_script.hpp"
#include "base/interrupt.hpp"
#include "base/redact.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

long long since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

LogRow log_row(const Migration& migration, const char* action) {
    LogRow log;
    log.version = migration.version;
    log.slug = migration.slug;
    log.action = action;
    log.outcome = "done";
    log.checksum = migration.up.checksum;
    log.tool_version = tool_version();
    return log;
}

LedgerRow ledger_row(const Migration& migration, const std::string& fingerprint) {
    LedgerRow row;
    row.version = migration.version;
    row.slug = migration.slug;
    row.checksum = migration.up.checksum;
    row.fingerprint = fingerprint;
    row.tool_version = tool_version();
    if (migration.down) row.down_sql = stored_script(*migration.down);
    return row;
}

}  // namespace

std::string tool_version() {
    return MIGRATION_VERSION;
}

Engine::Engine(Session& session, Ledger& ledger, std::string directory)
    : session_(session), ledger_(ledger), directory_(std::move(directory)) {}

void Engine::open_transaction(const Script& script) {
    std::string begin = "BEGIN";
    const auto& annotations = script.annotations;
    if (annotations.lock_timeout)
        begin += "; SET LOCAL lock_timeout = " + quote_literal(*annotations.lock_timeout);
    if (annotations.statement_timeout)
        begin += "; SET LOCAL statement_timeout = " + quote_literal(*annotations.statement_timeout);
    session_.command(begin);
}

// Deferred constraints are checked while the script can still be named.
void Engine::check_deferred(const Script& script) {
    try {
        session_.run("SET CONSTRAINTS ALL IMMEDIATE");
    } catch (const SqlError& error) {
        throw script_error(script, directory_, error);
    }
}

// Nothing that a script set in its session may reach the ledger or the next script.
void Engine::close_script() {
    session_.command("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; DEALLOCATE ALL; DISCARD TEMP");
}

// Between two statements of a script that may have changed its role or its time limits.
void Engine::record_position(const LedgerRow& row, const std::string& role) {
    session_.command("BEGIN READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL role = " +
                     quote_literal(role));
    ledger_.record_position(row);
    session_.command("COMMIT");
}

// Runs `work`; when it fails, rolls back and notes the failed try before the error goes on.
template <typename Work>
long long Engine::attempt(LogRow log, const Work& work) {
    const auto start = Clock::now();
    try {
        work(log, start);
        return since(start);
    } catch (const Error& error) {
        session_.roll_back();
        if (session_.connected()) {
            log.outcome = "failed";
            log.error = redact(error.what());
            log.execution_time_ms = since(start);
            try {
                close_script();
                ledger_.note(log);
            } catch (const Error&) {
                // The first error is the one to report.
            }
        }
        throw;
    }
}

long long Engine::up(const Migration& migration, const std::string& fingerprint, int statements_done) {
    LedgerRow row = ledger_row(migration, fingerprint);
    const auto transactional = [&](LogRow& log, Clock::time_point start) {
        open_transaction(migration.up);
        run_script(session_, migration.up, directory_);
        if (migration.verify) run_verify(session_, *migration.verify, directory_);
        check_deferred(migration.up);
        if (before_record_) before_record_(session_);
        close_script();
        row.execution_time_ms = log.execution_time_ms = since(start);
        ledger_.record(row, log);
        session_.command("COMMIT");
    };
    const auto by_statement = [&](LogRow& log, Clock::time_point start) {
        row.incomplete = true;
        row.statements_done = statements_done;
        const std::string role = session_.rows("SELECT pg_catalog.current_setting('role')").text(0, 0);
        record_position(row, role);
        run_script(session_, migration.up, directory_, statements_done, [&](int done) {
            if (session_.in_transaction()) return;
            row.statements_done = done;
            record_position(row, role);
        });
        session_.roll_back();
        if (migration.verify) run_verify(session_, *migration.verify, directory_);
        close_script();
        row.incomplete = false;
        row.execution_time_ms = log.execution_time_ms = since(start);
        ledger_.record(row, log);
    };
    if (migration.up.transactional) return attempt(log_row(migration, "up"), transactional);
    return attempt(log_row(migration, "up"), by_statement);
}

long long Engine::down(const Migration& migration) {
    return run_down(log_row(migration, "down"), migration.down.value(), directory_);
}

long long Engine::down(const LedgerRow& row) {
    LogRow log;
    log.version = row.version;
    log.slug = row.slug;
    log.action = "down";
    log.outcome = "done";
    log.checksum = row.checksum;
    log.tool_version = tool_version();
    const std::string name = "stored down script of " + row.version + "_" + row.slug;
    return run_down(std::move(log), script_from_store(row.down_sql.value(), name), "");
}

long long Engine::run_down(LogRow row, const Script& script, const std::string& directory) {
    return attempt(std::move(row), [&](LogRow& log, Clock::time_point start) {
        if (script.transactional) open_transaction(script);
        run_script(session_, script, directory);
        if (script.transactional) {
            check_deferred(script);
            if (before_record_) before_record_(session_);
        } else {
            session_.roll_back();
        }
        close_script();
        log.execution_time_ms = since(start);
        ledger_.remove(log);
        if (script.transactional) session_.command("COMMIT");
    });
}

}  // namespace migration
