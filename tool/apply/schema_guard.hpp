#pragma once

// Holds a database against the manifest: before the first step, and inside each step's transaction.
// What validation saw is what a step must make; what the set never touched may be as it likes.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apply/run_listener.hpp"
#include "apply/step_check.hpp"
#include "base/ledger_name.hpp"
#include "ledger/ledger.hpp"
#include "manifest/drift.hpp"
#include "manifest/manifest.hpp"
#include "set/waiver.hpp"
#include "snapshot/live_snapshot.hpp"

namespace migration {

// What people are told where the live schema cannot be read: a lock that somebody holds for long is
// lock_busy.
Error unreadable_schema(const SqlError& error);

class SchemaGuard {
public:
    // `validated` is of the server's major version, and must live as long as this. Connects a
    // second time, as `session` did, and reads the schema.
    SchemaGuard(Session& session, const LedgerName& ledger, const ManifestServer& validated,
                DriftRules rules, RunListener& listener);

    // Throws Error (mismatch) with every object that is not what the applied migrations make.
    void check_start(std::vector<LedgerRow> applied);

    // In place of it, where what is wrong is to be put right.
    void expect(std::vector<LedgerRow> applied);
    // For a migration that is run again, in its transaction and behind a script without one: throws
    // Error (mismatch) with every object that is not what the applied migrations make.
    void check_again(Batch& batch, const std::string& name);
    void check_completed_again(const std::string& name);

    // Before each transaction that takes the step.
    void prepare(const std::string& version, bool up);
    // Others may have changed the schema since the last step: read it again before the next.
    void invalidate() { is_current_ = false; }
    // In the transaction, behind the script, which may still be in `batch`; then check_step() when
    // the session is as it was. `grants` and `reach`: what the script may have done beside what its
    // transaction tells.
    void note(Batch& batch, Grants grants, Reach reach);
    // Throws Error (mismatch) with every object that the step has made otherwise.
    void check_step(Batch& batch, const Prepared& prepared, const std::string& version, bool up);
    // The same for a script that has run outside a transaction.
    void check_completed(const std::string& version, bool up);
    // For several steps in one transaction, behind the last: the same as check_step() for all of
    // them.
    void check_steps(Session& session, const std::vector<std::string>& versions);

    // The step has been committed.
    void advance(const std::string& version, bool up);

private:
    void renew_observer();
    void reread();
    std::vector<Changes> made_meanwhile() const;
    Changes differences(Session& session, const Changes& expected,
                        const std::set<ObjectKey>& varying, const Changes& made);
    // Tells the listener of each object and throws Error (mismatch); `outcome` is what became of
    // the step.
    void require_none(const Changes& drift, const std::string& what, const std::string& outcome);
    bool is_of_set(const Change& change) const;
    Changes drift_now();
    Changes drift_made();
    // What stops the run; the listener hears of the rest.
    Changes stopping(const Changes& drift);

    Session& session_;
    LedgerName ledger_;
    const ManifestServer& validated_;
    DriftRules rules_;
    RunListener& listener_;
    LiveNames names_;
    Session observer_;
    std::optional<LiveSnapshot> live_;
    std::vector<LedgerRow> applied_;
    // Whether live_ with the steps in meanwhile_ is what the database is.
    bool is_current_ = true;
    std::set<ObjectKey> added_before_;  // by others, before a migration is run again
    Grants grants_ = Grants::possible;  // of the script that runs

    // While the check is in use live_ is not brought up to date: `meanwhile_` are the steps since.
    StepCheck check_;
    std::vector<const ManifestState*> meanwhile_;
};

}  // namespace migration
