#pragma once

// Moves one database up and down a set, a migration at a time. Validation and production use this
// very code: the same statements, the same transactions, the same ledger.

#include <functional>
#include <optional>
#include <string>

#include "apply/limits.hpp"
#include "apply/run_listener.hpp"
#include "apply/script_runner.hpp"
#include "apply/session_reset.hpp"
#include "apply/statement_watch.hpp"
#include "ledger/ledger.hpp"
#include "ledger/set_lock.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// What happens besides the scripts; each may be left out, and what it throws undoes the step.
struct EngineHooks {
    // Behind a pooler, in a transaction that holds the lock. False: another runner has done this
    // step.
    std::function<bool()> wanted = {};
    // Before the script; its transaction is in a batch that has not run.
    std::function<void()> begun = {};
    // Behind the script and its verify script, before the engine takes back what the script set.
    // The batch may hold the whole transaction: run it before any other use of its session.
    std::function<void(Batch&)> written = {};
    // The same, when settings and role are the session's own again, before the ledger is written.
    std::function<void(Batch&, const Prepared&)> recording = {};
    // What the server says while a script's statement runs.
    std::function<void(const ServerNotice&)> noticed = {};
    // Behind a script that ran outside a transaction, before it counts as done.
    std::function<void()> completed = {};
    // In the transaction that puts the step on record; may give the reason in its audit row.
    std::function<void(LogRow&)> recorded = {};
};

class Engine {
public:
    Engine(Session& session, Ledger& ledger, std::string directory, Limits limits = {},
           RunListener* listener = nullptr);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    EngineHooks& hooks() { return hooks_; }
    // Behind a pooler every transaction holds `lock`.
    void use_lock(SetLock& lock);

    // Applies it, whole or not at all; a script that cannot run in a transaction keeps its position
    // on record and goes on from that of `started`. A failed try is noted in the audit table before
    // the Error goes on. Returns milliseconds, or nothing where another runner has done it.
    std::optional<long long> up(const Migration& migration, const std::string& fingerprint = "",
                                const LedgerRow* started = nullptr, const char* action = "up");

    // Undoes it by the set's own script; `row` is what the ledger has of it.
    std::optional<long long> down(const Migration& migration, const LedgerRow& row);
    // Undoes what this set does not carry, by the script that the ledger keeps.
    std::optional<long long> down(const LedgerRow& row);

    // From now on everything is one transaction, until it is committed or rolled back. Not for
    // scripts that cannot run in one.
    void begin_single_transaction(bool has_ledger);
    void commit_single_transaction();
    void roll_back_single_transaction();
    // Behind a single transaction that was rolled back: into the audit table, where there is one.
    void note_failure(const Migration& migration, const Error& error) noexcept;

private:
    template <typename Work>
    std::optional<long long> attempt(LogRow log, const Script& script, const Work& work);
    std::optional<long long> run_down(LogRow log, const LedgerRow& row, const Script& script,
                                      const std::string& directory);
    // What ends a transaction: puts the step on record and commits.
    using Record = std::function<void(const Prepared& prepared)>;
    bool run_transaction(const Script& script, const Script* verify, const std::string& directory,
                         const Record& record);
    bool claim(LedgerRow& row);
    void finish_stepwise(LedgerRow& row, LogRow& log);
    void tell_recorded(LogRow& log);
    void begin_with_lock();
    // `complete` is what must hold behind the last statement.
    void run_stepwise(const Script& script, const std::string& directory, LedgerRow& row,
                      const std::function<void()>& complete);
    void give_up_stepwise(LedgerRow& row, bool has_failed) noexcept;
    template <typename Work>
    void briefly(const Work& work);
    void open_transaction(Batch& batch, const Script& script);
    bool hold_lock(Batch& batch);
    static void check_deferred(Batch& batch, const Script& script, const std::string& directory);
    Prepared finish_script(Batch& batch, const Script& script, const std::string& directory);
    void follow(const LogRow& log, const Script& script, const std::string& directory);
    void follow_statement(int number, const Statement& statement);
    void hear(const std::string& severity, const std::string& message);

    Session& session_;
    Ledger& ledger_;
    std::string directory_;
    Limits limits_;
    EngineHooks hooks_;
    SessionReset reset_;
    RunListener& listener_;
    std::optional<StatementWatch> watch_;
    std::function<void(int, const Statement&)>
        before_;  // hears of each statement whose turn has come
    SetLock* lock_ = nullptr;
    bool single_transaction_ = false;
    bool had_ledger_ = true;  // before the single transaction

    // The script that runs, for the watch.
    RunningStatement running_;
    const Script* script_ = nullptr;
    const Statement* statement_ = nullptr;
    std::string shown_directory_;
    long long pid_ = 0;
};

}  // namespace migration
