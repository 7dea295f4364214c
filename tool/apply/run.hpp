#pragma once

// One run on one database, from the plan to the last step: `run_up`, `run_down`, `run_fresh`. The
// caller passes a request and a listener; `consent` asks the caller before data is lost. Runs on
// several databases are several calls.

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apply/plan.hpp"
#include "apply/source.hpp"
#include "apply/store.hpp"

namespace migration {

struct RunSettings {
    GuardOptions guard;
    std::chrono::milliseconds lock_wait{0};  // for another runner of the set
    bool ignore_preflight = false;           // go on although preflight expects a failure
    bool allow_unvalidated_server = false;
};

// Writes a backup of the run's database.
class RunBackup {
public:
    virtual ~RunBackup() = default;
    // Before the run takes the lock. Throws if no backup can be written.
    virtual void prepare() = 0;
    // Under the lock, before the first change. Returns the file's name.
    virtual std::string write(const std::vector<LedgerRow>& applied) = 0;
};

// What a run did, also if it failed.
struct RunRecord {
    std::string database;
    std::vector<std::string> versions;  // in the order of the steps
    std::string backup;                 // file; empty without one
};

struct Run {
    Store& store;
    const Source& source;
    RunSettings settings;
    RunBackup* backup;  // null: no backup
    RunListener& listener;
    RunRecord& record;
};

struct UpRequest {
    UpOptions plan;
    bool together = false;  // all steps in one transaction
    bool only_try = false;  // roll that transaction back
};

// Applies what is pending. Throws Error as plan_up() and GuardedEngine do.
void run_up(const Run& run, const UpRequest& request);

struct DownRequest {
    DownOptions plan;
    bool accept_known = false;  // undo also by a down script that is known to be wrong
    // Called before the lock; throws if the user declines the steps.
    std::function<void(const std::vector<DownStep>&)> consent;
};

// Undoes the newest migrations. Throws Error (lock_busy) where another runner has changed the
// database since consent was given; else as plan_down() and GuardedEngine do.
void run_down(const Run& run, const DownRequest& request);

struct RedoRequest {
    // Undone with all behind it, and applied again; without, the newest.
    std::optional<std::string> version;
    bool accept_known = false;  // as in DownRequest
    std::function<void(const std::vector<DownStep>&)> consent;
};

// Undoes migrations and applies them again. Throws Error as run_down() and run_up() do.
void run_redo(const Run& run, const RedoRequest& request);

// Runs the up script of an applied migration once more. Throws Error (usage or failed) where
// validation has not proved that it may, and rolls back where the schema is not as validated then.
void run_reapply(const Run& run, const std::string& version);

struct FreshRequest {
    bool only_drop = false;
    // Called with the objects' keys before the lock; throws if the user declines.
    std::function<void(const std::vector<ObjectKey>&)> consent;
};

// Drops what the set has made and applies the set anew. Throws Error (usage) without a manifest and
// on a protected database; else as run_down() does.
void run_fresh(const Run& run, const FreshRequest& request);

// The steps of run_up(). Notes to the listener which migrations of a newer runner stay as they are.
std::vector<UpStep> plan_and_tell(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                  const UpOptions& options, RunListener& listener);

// Throws Error (usage) if a script of the steps cannot share a transaction with others. `option` is
// the option that requires one transaction.
void require_one_transaction(const MigrationSet& set, const std::vector<UpStep>& steps,
                             const std::string& option);

}  // namespace migration
