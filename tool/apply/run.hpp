#pragma once

// One run on one database, from the decision to the last step: `run_up`, `run_down`, `run_fresh`. Whoever
// starts a run says what is wanted and listens, and is asked before anything is lost. Runs on several
// databases are several of these.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "apply/guarded_engine.hpp"
#include "apply/plan.hpp"
#include "apply/source.hpp"

namespace migration {

struct RunSettings {
    GuardOptions guard;
    std::chrono::milliseconds lock_wait{0};  // for another runner of the set
    bool ignore_preflight = false;           // go on where preflight says that something fails
    bool allow_unvalidated_server = false;
};

// Writes a backup of the run's database.
class RunBackup {
public:
    virtual ~RunBackup() = default;
    // Before the run takes its lock: throws where no backup can be written, while nobody waits.
    virtual void prepare(const Session& session) = 0;
    // Under the lock, before anything is changed. Returns the file's name.
    virtual std::string write(const std::vector<LedgerRow>& applied) = 0;
};

// What a run has done when it ends, in whatever way.
struct RunRecord {
    std::string database;
    std::vector<std::string> versions;  // in the order of the steps
    std::string backup;                 // file; empty without one
};

struct Run {
    Session& session;
    const Source& source;
    RunSettings settings;
    RunBackup* backup;  // null: none is wanted
    RunListener& listener;
    RunRecord& record;
};

struct UpRequest {
    UpOptions plan;
    bool together = false;  // all steps in one transaction
    bool only_try = false;  // which is rolled back
};

// Applies what is pending. Throws Error as plan_up() and GuardedEngine do.
void run_up(const Run& run, const UpRequest& request);

struct DownRequest {
    DownOptions plan;
    // Throws where the steps are not to be done. Asked before the lock.
    std::function<void(const std::vector<DownStep>&)> consent;
};

// Undoes the newest migrations. Throws Error (lock_busy) where another runner has changed the database since
// consent was given; else as plan_down() and GuardedEngine do.
void run_down(const Run& run, const DownRequest& request);

struct FreshRequest {
    bool only_drop = false;
    // Throws where the objects, by their keys, are not to be dropped. Asked before the lock.
    std::function<void(const std::vector<ObjectKey>&)> consent;
};

// Drops what the set has made and applies the set anew. Throws Error (usage) without a manifest and on a
// protected database; else as run_down() does.
void run_fresh(const Run& run, const FreshRequest& request);

// What run_up() would do. Tells the listener of a newer program's migrations, which stay as they are.
std::vector<UpStep> plan_and_tell(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                  const UpOptions& options, RunListener& listener);

// Throws Error (usage) for a script among the steps that cannot share its transaction with others; `option`
// is what asks for that.
void require_one_transaction(const MigrationSet& set, const std::vector<UpStep>& steps,
                             const std::string& option);

}  // namespace migration
