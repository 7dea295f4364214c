#include "apply/stepwise_script.hpp"

#include <utility>

#include "apply/broken_index.hpp"
#include "apply/resumed_script.hpp"
#include "apply/script_runner.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::chrono::seconds broken_index_limit(30);

bool refuses_transaction(const ScriptError& error) {
    // active_sql_transaction; invalid_transaction_termination: a procedure that commits
    return error.sqlstate() == "25001" || error.sqlstate() == "2D000";
}

// That a statement which makes or drops something had run before.
bool says_already_done(const std::string& sqlstate, std::string_view sql) {
    const std::string word = to_lower(sql.substr(0, sql.find_first_of(" \t\n")));
    if (word == "create")  // duplicate_table (an index, too), duplicate_object, duplicate_database
        return sqlstate == "42P07" || sqlstate == "42710" || sqlstate == "42P04";
    if (word == "drop" ||
        word == "alter")  // undefined_object, undefined_table, database, no such partition
        return sqlstate == "42704" || sqlstate == "42P01" || sqlstate == "3D000";
    return false;
}

// What psql sends outside a transaction just as it stands, and what would mean something else in
// one of ours.
bool is_for_transactions(StatementKind kind) {
    return (controls_transaction(kind) && kind != StatementKind::control) ||
           kind == StatementKind::within_transaction ||
           kind == StatementKind::transaction_setting || kind == StatementKind::read_only;
}

// "ALTER TABLE t DETACH PARTITION p" of the same with CONCURRENTLY.
std::optional<std::string> detach_without_concurrently(std::string_view sql) {
    const std::string lower = to_lower(trim(sql));
    constexpr std::string_view last = "concurrently";
    if (!lower.starts_with("alter") || !lower.ends_with(last) ||
        lower.find("detach") == std::string::npos)
        return std::nullopt;
    return std::string(trim(sql).substr(0, lower.size() - last.size()));
}

}  // namespace

StepwiseScript::StepwiseScript(Session& session, Ledger& ledger, const Script& script,
                               std::string directory, Surroundings surroundings)
    : session_(session),
      ledger_(ledger),
      script_(script),
      directory_(std::move(directory)),
      around_(std::move(surroundings)),
      pooled_(around_.lock != nullptr && around_.lock->is_per_transaction()) {}

void StepwiseScript::run(LedgerRow& row) {
    prepare(row);
    int number = 0;
    for (const auto& statement : script_.statements)
        if (++number > row.statements_done && !statement.left_out) run_one(statement, number, row);
    require_ended();
}

// What psql would have lost at the script's end is no success.
void StepwiseScript::require_ended() {
    if (!session_.in_transaction()) return;
    session_.roll_back();
    throw ScriptError(
        ErrorKind::failed,
        statement_place(script_, directory_, opened_ != nullptr ? opened_->line : 1) +
            ": the script ends inside the transaction that begins here: what it did there "
            "was rolled back",
        "write COMMIT behind its last statement", "");
}

void StepwiseScript::prepare(LedgerRow& row) {
    role_ = session_.rows("SELECT pg_catalog.current_setting('role')").text(0, 0);
    resumed_ = !row.stamp.empty();
    resumed_at_ = row.statements_done;
    resumed_in_doubt_ = row.in_doubt;
    if (!pooled_) run_all(set_limits("SET", around_.limits, script_.annotations));
    record(row, row.statements_done, false);
    repeat(row.statements_done);
}

// What the script has set for its session was lost with that, and so was a transaction that COMMIT
// AND CHAIN had begun.
void StepwiseScript::repeat(int done) {
    const ToRepeat lost = to_repeat(script_, done);
    for (const auto* setting : lost.settings)
        run_statement(session_, script_, *setting, directory_);
    for (const auto* words : lost.transaction) run_statement(session_, script_, *words, directory_);
    if (!lost.transaction.empty()) opened_ = lost.transaction.front();
}

void StepwiseScript::run_all(const std::vector<std::string>& statements) {
    Batch batch(session_);
    batch.add_all(statements);
    batch.run();
}

void StepwiseScript::begin() {
    session_.command("BEGIN READ WRITE");
    if (around_.lock != nullptr) around_.lock->hold();
}

// Between two statements of a script that may have changed its role or its time limits.
void StepwiseScript::record(LedgerRow& row, int done, bool in_doubt) {
    row.incomplete = true;
    row.statements_done = done;
    row.leased = pooled_;
    row.in_doubt = in_doubt || pooled_;
    const bool own = !session_.in_transaction();
    if (own)
        begin();
    else if (around_.lock != nullptr)
        around_.lock->hold();
    std::vector<std::string> own_settings{"SET LOCAL statement_timeout = 0",
                                          "SET LOCAL role = " + quote_literal(role_)};
    if (contains_word(script_.text, "authorization"))
        own_settings.insert(own_settings.begin(), "SET LOCAL SESSION AUTHORIZATION DEFAULT");
    if (const auto take = around_.lock == nullptr ? "" : around_.lock->again(); !take.empty())
        own_settings.insert(own_settings.begin(), take);
    run_all(own_settings);
    ledger_.record_position(row);
    if (own) session_.command("COMMIT");
}

void StepwiseScript::run_one(const Statement& statement, int number, LedgerRow& row) {
    around_.follow(number, statement);
    const bool inside = session_.in_transaction();
    const auto kind = statement.kind;
    if (inside && (kind == StatementKind::commit || kind == StatementKind::commit_chain))
        return commit_own_transaction(statement, number, row);
    if (inside || is_for_transactions(kind)) return run_as_it_stands(statement, number, row);
    if (kind == StatementKind::no_transaction || kind == StatementKind::control)
        return run_alone(statement, number, row);
    run_with_position(statement, number, row);
}

// In the script's own transaction, or one that is to begin: the position goes with what ends it.
// Where that has written nothing to keep, as ROLLBACK, it is put on record afterwards.
void StepwiseScript::run_as_it_stands(const Statement& statement, int number, LedgerRow& row) {
    const bool inside = session_.in_transaction();
    run_statement(session_, script_, statement, directory_);
    if (!session_.in_transaction()) return record(row, number, false);
    if (!inside) opened_ = &statement;
}

template <typename Work>
void StepwiseScript::with_patience(const Statement& statement, int number, const Work& work) {
    LockPatience patience(around_.limits, around_.listener);
    for (;;) {
        try {
            return work();
        } catch (const ScriptError& error) {
            session_.roll_back();
            if (!patience.tries_again(error, around_.follow(number, statement))) throw;
        }
    }
}

void StepwiseScript::run_with_position(const Statement& statement, int number, LedgerRow& row) {
    const LedgerRow before = row;
    try {
        with_patience(statement, number, [&] {
            row = before;
            begin();
            run_statement(session_, script_, statement, directory_);
            try {
                record(row, number, false);
                session_.command("COMMIT");
            } catch (const SqlError& error) {  // as of a deferred constraint
                throw statement_error(script_, statement, directory_, error);
            }
        });
    } catch (const ScriptError& error) {
        row = before;
        if (!refuses_transaction(error)) throw;
        run_alone(statement, number, row);
    } catch (...) {
        row = before;
        throw;
    }
}

void StepwiseScript::commit_own_transaction(const Statement& statement, int number,
                                            LedgerRow& row) {
    const LedgerRow before = row;
    const bool read_only =
        session_.rows("SELECT pg_catalog.current_setting('transaction_read_only')").at(0, 0) ==
        "on";
    try {
        if (!read_only) record(row, number, false);
        run_statement(session_, script_, statement, directory_);
    } catch (...) {
        row = before;
        throw;
    }
    if (read_only && !session_.in_transaction()) record(row, number, false);
}

void StepwiseScript::remove_broken_index(int number) {
    for (const auto& index : script_.concurrent_indexes)
        if (index.statement == number)
            for (const auto& name : drop_broken_index(session_, index, broken_index_limit))
                around_.listener.remarks("dropped the INVALID index " + name +
                                         ", which an earlier try has left");
}

void StepwiseScript::remove_reindex_leftovers(const Statement& statement) {
    for (const auto& name :
         drop_reindex_leftovers(session_, script_.sql(statement), broken_index_limit))
        around_.listener.remarks("dropped the INVALID index " + name +
                                 ", which an earlier try has left");
}

void StepwiseScript::remove_twin_index(int number) {
    for (const auto& index : script_.concurrent_indexes)
        if (index.statement == number)
            for (const auto& name : drop_twin_index(session_, index))
                around_.listener.remarks("dropped the index " + name +
                                         ": the interrupted run had already made the same index");
}

// A partition that is half detached, as a try that did not end leaves it, is detached by another
// statement.
bool StepwiseScript::finishes_detaching(const ScriptError& error, const Statement& statement) {
    const auto words = detach_without_concurrently(script_.sql(statement));
    if (error.sqlstate() != "55000" || !words) return false;  // object_not_in_prerequisite_state
    try {
        session_.run(*words + " FINALIZE");
    } catch (const SqlError&) {
        throw error;
    }
    around_.listener.remarks(statement_place(script_, directory_, statement) +
                             ": finished what an earlier try had begun");
    return true;
}

// What builds or drops concurrently waits for others without being in their way: only a limit that
// the script itself has asked for holds then.
void StepwiseScript::wait_for_locks(const std::string& lock_timeout) {
    if (pooled_ || script_.annotations.lock_timeout) return;
    session_.rows("SELECT pg_catalog.set_config('lock_timeout', $1, false)", {lock_timeout});
}

void StepwiseScript::run_alone(const Statement& statement, int number, LedgerRow& row) {
    const bool is_first = number == resumed_at_ + 1;
    const bool in_doubt = resumed_in_doubt_ && is_first;
    bool tried = resumed_ && is_first;
    record(row, number - 1, true);
    const std::string limit =
        session_.rows("SELECT pg_catalog.current_setting('lock_timeout')").text(0, 0);
    wait_for_locks("0");
    try {
        with_patience(statement, number, [&] {
            remove_broken_index(number);
            if (std::exchange(tried, true)) remove_reindex_leftovers(statement);
            run_statement(session_, script_, statement, directory_);
            if (in_doubt) remove_twin_index(number);
        });
    } catch (const ScriptError& error) {
        if (finishes_detaching(error, statement)) {
            wait_for_locks(limit);
            return record(row, number, false);
        }
        if (!in_doubt || !says_already_done(error.sqlstate(), script_.sql(statement))) throw;
        around_.listener.remarks(statement_place(script_, directory_, statement) +
                                 ": the interrupted run had already done this");
    }
    wait_for_locks(limit);
    record(row, number, false);
}

}  // namespace migration
