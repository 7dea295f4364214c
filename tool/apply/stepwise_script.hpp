#pragma once

// Runs a script that cannot run in one transaction, statement by statement, with its position in
// the ledger.
//
// A statement that may run in a transaction shares it with its position, so it runs once whatever
// happens. One that may not is recorded as running before it runs. A runner that finds such a
// record runs the statement again; "already exists" or "does not exist" then mean that it had run.

#include <functional>
#include <string>

#include "apply/limits.hpp"
#include "apply/lock_patience.hpp"
#include "ledger/ledger.hpp"
#include "ledger/set_lock.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class StepwiseScript {
public:
    struct Surroundings {
        const Limits& limits;
        RunListener& listener;
        SetLock* lock;  // null, or the lock that each transaction takes
        // Called before each statement; returns how reports show it.
        std::function<RunningStatement(int, const Statement&)> follow;
    };

    StepwiseScript(Session& session, Ledger& ledger, const Script& script, std::string directory,
                   Surroundings surroundings);

    // Runs the statements after the row's position, and records each new position in row and
    // ledger. Throws ScriptError if the script ends inside a transaction that it began.
    void run(LedgerRow& row);

private:
    void prepare(LedgerRow& row);
    void run_one(const Statement& statement, int number, LedgerRow& row);
    void run_with_position(const Statement& statement, int number, LedgerRow& row);
    void run_alone(const Statement& statement, int number, LedgerRow& row);
    void run_as_it_stands(const Statement& statement, int number, LedgerRow& row);
    void require_ended();
    void repeat(int done);
    void commit_own_transaction(const Statement& statement, int number, LedgerRow& row);
    void remove_broken_index(int number);
    bool finishes_detaching(const ScriptError& error, const Statement& statement);
    void remove_reindex_leftovers(const Statement& statement);
    void remove_twin_index(int number);
    void wait_for_locks(const std::string& lock_timeout);
    // Records position and doubt in a transaction of its own, or in the script's.
    void record(LedgerRow& row, int done, bool in_doubt);
    void run_all(const std::vector<std::string>& statements);
    void begin();
    template <typename Work>
    void with_patience(const Statement& statement, int number, const Work& work);

    Session& session_;
    Ledger& ledger_;
    const Script& script_;
    std::string directory_;
    Surroundings around_;
    std::string role_;
    bool pooled_ = false;
    const Statement* opened_ = nullptr;  // the BEGIN of the script's own transaction
    bool resumed_ = false;
    int resumed_at_ = 0;
    bool resumed_in_doubt_ = false;
};

}  // namespace migration
