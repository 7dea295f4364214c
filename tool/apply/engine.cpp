#include "apply/engine.hpp"

#include <chrono>

#include "apply/ledger_check.hpp"
#include "apply/ledger_rows.hpp"
#include "apply/lock_patience.hpp"
#include "apply/script_runner.hpp"
#include "apply/stepwise_script.hpp"
#include "apply/stored_script.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

long long since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

RunListener& nobody() {
    static RunListener listener;
    return listener;
}

constexpr std::size_t shown_statement = 120;
constexpr std::size_t shown_notice = 300;

}  // namespace

Engine::Engine(Session& session, Ledger& ledger, std::string directory, Limits limits,
               RunListener* listener)
    : session_(session),
      ledger_(ledger),
      directory_(std::move(directory)),
      limits_(std::move(limits)),
      reset_(session_, limits_.lock_timeout),
      listener_(listener != nullptr ? *listener : nobody()),
      before_(
          [this](int number, const Statement& statement) { follow_statement(number, statement); }) {
    if (listener != nullptr) watch_.emplace(session, *listener, limits_.terminate_blockers);
    session_.on_notice(
        [this](const auto& severity, const auto& message) { hear(severity, message); });
}

Engine::~Engine() {
    session_.on_notice({});
}

void Engine::hear(const std::string& severity, const std::string& message) {
    if (script_ == nullptr) return;
    const ServerNotice notice{severity, one_line(redact(message), shown_notice),
                              statement_ != nullptr
                                  ? statement_place(*script_, shown_directory_, *statement_)
                                  : statement_place(*script_, shown_directory_, 1)};
    if (hooks_.noticed) hooks_.noticed(notice);
    listener_.noticed(notice);
}

void Engine::use_lock(SetLock& lock) {
    lock_ = &lock;
    reset_.use_lock(lock);
}

void Engine::follow(const LogRow& log, const Script& script, const std::string& directory) {
    running_ = {
        log.action, log.version, log.slug, "", "", 0, static_cast<int>(script.statements.size())};
    script_ = &script;
    statement_ = nullptr;
    shown_directory_ = directory;
    // Behind a pooler each statement may be another server process's.
    if (watch_ && !script.transactional) pid_ = session_.is_pooled() ? 0 : session_.backend_pid();
}

void Engine::follow_statement(int number, const Statement& statement) {
    statement_ = &statement;
    if (!watch_) return;
    running_.place = statement_place(*script_, shown_directory_, statement);
    running_.sql = one_line(script_->sql(statement), shown_statement);
    running_.number = number;
    watch_->follow(running_, pid_);
}

void Engine::open_transaction(Batch& batch, const Script& script) {
    if (!single_transaction_) batch.add(opening_of(script));
    batch.add_all(set_limits("SET LOCAL", limits_, script.annotations));
    if (!watch_) return;
    if (session_.is_pooled())
        batch.run();  // from here on one server process serves the transaction
    pid_ = session_.backend_pid();
}

// False: another runner has done it.
bool Engine::hold_lock(Batch& batch) {
    if (lock_ == nullptr) return true;
    if (!lock_->is_per_transaction()) {
        lock_->hold(batch);
        return true;
    }
    batch.run();
    lock_->hold();
    return !hooks_.wanted || hooks_.wanted();
}

// Deferred constraints are checked while the script can still be named.
void Engine::check_deferred(Batch& batch, const Script& script, const std::string& directory) {
    batch.add_of_script(
        "SET CONSTRAINTS ALL IMMEDIATE", [] {},
        [&script, &directory](const SqlError& error) {
            throw script_error(script, directory, error);
        });
}

// Runs `work`; when it fails, rolls back and notes the failed try before the error goes on.
template <typename Work>
std::optional<long long> Engine::attempt(LogRow log, const Script& script, const Work& work) {
    const auto start = Clock::now();
    LockPatience patience(limits_, listener_);
    for (int tries = 0;; ++tries) {
        try {
            if (tries > 0 && lock_ != nullptr) lock_->require_session();
            return work(log, start) ? std::optional(since(start)) : std::nullopt;
        } catch (const Error& error) {
            if (single_transaction_) throw;
            session_.roll_back();
            if (reset_.failed(error)) continue;
            const auto* of_script = dynamic_cast<const ScriptError*>(&error);
            if (script.transactional && of_script != nullptr &&
                patience.tries_again(*of_script, running_))
                continue;
            if (session_.connected()) {
                log.outcome = "failed";
                log.reason.clear();
                log.error = redact(error.what());
                log.execution_time_ms = since(start);
                try {
                    reset_.reset();
                    briefly([&] { ledger_.note(log); });
                } catch (const Error&) {
                    // The first error is the one to report.
                }
            }
            throw;
        }
    }
}

// For what is not worth a long wait: whoever holds the ledger must not keep us from ending.
template <typename Work>
void Engine::briefly(const Work& work) {
    session_.command("BEGIN; SET LOCAL lock_timeout = '2s'");
    try {
        work();
        session_.command("COMMIT");
    } catch (const Error&) {
        session_.roll_back();
        throw;
    }
}

// Behind the script: what it set is taken back, and hooks_.recording has seen what it wrote. The
// batch has run.
Prepared Engine::finish_script(Batch& batch, const Script& script, const std::string& directory) {
    Prepared prepared = reset_.reset(batch);
    if (hooks_.recording) hooks_.recording(batch, prepared);
    batch.run();
    if (!session_.in_transaction())
        throw ScriptError(ErrorKind::failed,
                          shown_script(script, directory) +
                              ": the script has ended the transaction that it runs in",
                          "leave COMMIT and ROLLBACK to the runner", "");
    return prepared;
}

// Script, verify script and record in one transaction; false where another runner has done it. The
// batch holds what has not been sent: up to the record nothing but a query whose rows are wanted
// sends it.
bool Engine::run_transaction(const Script& script, const Script* verify,
                             const std::string& directory, const Record& record) {
    // A query of ours would take the snapshot that a script with words of its own wants to take
    // later.
    const bool comes_first = !single_transaction_ && asks_for_own_transaction(script);
    const LedgerCheck check(ledger_, script, directory);
    Batch batch(session_);
    open_transaction(batch, script);
    if (!comes_first && !hold_lock(batch)) {
        session_.roll_back();
        return false;
    }
    if (hooks_.begun) hooks_.begun();
    if (!comes_first) check.remember(batch);
    add_script(batch, script, directory, before_);
    if (comes_first && !hold_lock(batch)) {
        session_.roll_back();
        return false;
    }
    if (verify != nullptr) {
        batch.run();
        run_verify(session_, *verify, directory);
    }
    check_deferred(batch, script, directory);
    if (hooks_.written) hooks_.written(batch);
    check.compare(batch, !single_transaction_ || had_ledger_);
    try {
        record(finish_script(batch, script, directory));
    } catch (const SqlError& error) {
        if (error.details().sqlstate == "42P01" || error.details().sqlstate == "3F000")
            throw check.dropped();
        if (error.details().sqlstate != "55P03") throw;  // lock_not_available
        throw ScriptError(ErrorKind::lock_busy,
                          "another session locks the ledger " + ledger_.shown_name() +
                              ", or what the step is compared with: " + error.what(),
                          "pg_locks shows which; wait for it, or end it", "55P03");
    }
    reset_.prepared();
    return true;
}

void Engine::begin_with_lock() {
    session_.command("BEGIN");
    if (lock_ != nullptr) lock_->hold();
}

// Behind a pooler a lease stands for the lock while the script runs. False when another runner has
// done it. The lease is looked at first: its holder may finish at any moment, and then the step is
// not wanted any more.
bool Engine::claim(LedgerRow& row) {
    if (lock_ == nullptr || !lock_->is_per_transaction()) return true;
    for (;; lock_->wait_for_lease()) {
        begin_with_lock();
        if (!ledger_.lease()) break;
        session_.roll_back();
    }
    if (hooks_.wanted && !hooks_.wanted()) {
        session_.roll_back();
        return false;
    }
    const auto recorded = ledger_.row_of(row.version);
    if (recorded) row.stamp = recorded->stamp;
    if (recorded && recorded->incomplete && recorded->undoing == row.undoing) {
        row.statements_done = recorded->statements_done;
        row.in_doubt = recorded->in_doubt;
    }
    const bool in_doubt = row.in_doubt;
    row.incomplete = row.in_doubt = row.leased = true;
    ledger_.record_position(row);
    session_.command("COMMIT");
    row.in_doubt = in_doubt;
    return true;
}

void Engine::tell_recorded(LogRow& log) {
    if (hooks_.recorded) hooks_.recorded(log);
}

// The last position: whoever has lost his lease meanwhile must not say that it is done.
void Engine::finish_stepwise(LedgerRow& row, LogRow& log) {
    begin_with_lock();
    ledger_.record_position(row);
    tell_recorded(log);
    if (log.action == "down")
        ledger_.remove(log);
    else
        ledger_.note(log);
    session_.command("COMMIT");
}

void Engine::run_stepwise(const Script& script, const std::string& directory, LedgerRow& row,
                          const std::function<void()>& complete) {
    const auto follow = [this](int number, const Statement& statement) {
        follow_statement(number, statement);
        return running_;
    };
    StepwiseScript stepwise(session_, ledger_, script, directory,
                            {limits_, listener_, lock_, follow});
    if (watch_ && lock_ != nullptr && lock_->is_per_transaction())
        watch_->on_beat(
            [&](Session& session) { Ledger(session, ledger_.name(), ledger_.set()).touch(row); });
    try {
        stepwise.run(row);
        complete();
    } catch (const Error& error) {
        if (watch_) watch_->on_beat({});
        give_up_stepwise(row, dynamic_cast<const ScriptError*>(&error) != nullptr);
        throw;
    }
    if (watch_) watch_->on_beat({});
}

// A statement that failed has not run; one that a signal met may have ended just before. Where that
// cannot be put on record the statement stays in doubt.
void Engine::give_up_stepwise(LedgerRow& row, bool has_failed) noexcept {
    session_.roll_back();
    if (!session_.connected() || !row.in_doubt) return;
    row.leased = false;
    row.in_doubt = !has_failed;
    try {
        reset_.reset();
        briefly([&] { ledger_.record_position(row); });
    } catch (const std::exception&) {
        // The first error is the one to report.
    }
}

std::optional<long long> Engine::up(const Migration& migration, const std::string& fingerprint,
                                    const LedgerRow* started, const char* action) {
    LedgerRow row = ledger_row(migration, fingerprint);
    const Script* verify = migration.verify ? &*migration.verify : nullptr;
    const LogRow begun = log_row(row, action);
    follow(begun, migration.up, directory_);
    reset_.expect(migration.up, verify);
    return attempt(begun, migration.up, [&](LogRow& log, Clock::time_point start) {
        if (migration.up.transactional)
            return run_transaction(migration.up, verify, directory_, [&](const auto& prepared) {
                row.execution_time_ms = log.execution_time_ms = since(start);
                tell_recorded(log);
                if (single_transaction_)
                    ledger_.record(row, log);
                else
                    ledger_.record_and_commit(row, log, prepared);
            });
        if (started != nullptr) {
            row.statements_done = started->statements_done;
            row.in_doubt = started->in_doubt;
            row.stamp = started->stamp;
        } else if (const auto recorded = ledger_.row_of(migration.version)) {
            row.stamp = recorded->stamp;  // run once more, as in validation
        }
        if (!claim(row)) return false;
        run_stepwise(migration.up, directory_, row, [&] {
            if (verify != nullptr) run_verify(session_, *verify, directory_);
            reset_.reset();
            if (hooks_.completed) hooks_.completed();
        });
        row.incomplete = row.in_doubt = row.leased = false;
        row.execution_time_ms = log.execution_time_ms = since(start);
        finish_stepwise(row, log);
        return true;
    });
}

std::optional<long long> Engine::down(const Migration& migration, const LedgerRow& row) {
    LogRow log = log_row(row, "down");
    log.checksum = migration.up.checksum;
    return run_down(std::move(log), row, migration.down.value(), directory_);
}

std::optional<long long> Engine::down(const LedgerRow& row) {
    const std::string name = "stored down script of " + migration_name(row.version, row.slug);
    return run_down(log_row(row, "down"), row, script_from_store(row.down_sql.value(), name), "");
}

std::optional<long long> Engine::run_down(LogRow begun, const LedgerRow& row, const Script& script,
                                          const std::string& directory) {
    follow(begun, script, directory);
    reset_.expect(script);
    return attempt(std::move(begun), script, [&](LogRow& log, Clock::time_point start) {
        const auto remove = [&](const auto&) {
            log.execution_time_ms = since(start);
            tell_recorded(log);
            ledger_.remove(log);
            if (!single_transaction_) session_.command("COMMIT");
        };
        if (script.transactional) return run_transaction(script, nullptr, directory, remove);
        LedgerRow position = row;
        position.statements_done = row.undoing ? row.statements_done : 0;
        position.in_doubt = row.undoing && row.in_doubt;
        position.undoing = true;
        if (!claim(position)) return false;
        run_stepwise(script, directory, position, [&] {
            reset_.reset();
            if (hooks_.completed) hooks_.completed();
        });
        log.execution_time_ms = since(start);
        finish_stepwise(position, log);
        return true;
    });
}

void Engine::begin_single_transaction(bool has_ledger) {
    had_ledger_ = has_ledger;
    session_.command("BEGIN");
    single_transaction_ = true;
}

void Engine::commit_single_transaction() {
    session_.command("COMMIT");
    single_transaction_ = false;
}

void Engine::roll_back_single_transaction() {
    session_.roll_back();
    single_transaction_ = false;
}

void Engine::note_failure(const Migration& migration, const Error& error) noexcept {
    try {
        LogRow log = log_row(ledger_row(migration, ""), "up");
        log.outcome = "failed";
        log.error = redact(error.what());
        if (!ledger_.exists()) return;
        reset_.reset();
        briefly([&] { ledger_.note(log); });
    } catch (const std::exception&) {
        // The first error is the one to report.
    }
}

}  // namespace migration
