#pragma once

// One live database of a set, as a run sees it: its ledger, its lock, and the engine that takes
// steps. Each store has its own; PostgreSQL's is PostgresStore.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adopt/find_history.hpp"
#include "apply/limits.hpp"
#include "apply/obstacles.hpp"
#include "apply/plan.hpp"
#include "ledger/ledger_row.hpp"
#include "manifest/manifest.hpp"
#include "snapshot/object_key.hpp"

namespace migration {

struct GuardOptions {
    Limits limits;
    std::vector<std::string> allowed_drift;
    // The history of another tool that is kept in step; nothing without.
    std::optional<KeptHistory> kept = {};
};

// Takes the steps of one run, under the lock, and compares each with the manifest.
class StepEngine {
public:
    virtual ~StepEngine() = default;

    // Before the first step. Throws Error (mismatch) if the live schema differs from what the
    // applied migrations make: those in the ledger, or the rows `given`.
    virtual void check_start(const std::vector<LedgerRow>* given = nullptr) = 0;

    // Returns milliseconds, or nothing if another runner has already done the step.
    virtual std::optional<long long> up(const UpStep& step) = 0;
    virtual std::optional<long long> down(const DownStep& step) = 0;

    // Runs the up script of an applied migration again. Throws Error (mismatch), and rolls back,
    // where the schema is then not what the applied migrations make.
    virtual std::optional<long long> again(const UpStep& step) = 0;

    // Runs all steps in one transaction; `only_try` rolls it back at the end. Calls `ran` with the
    // milliseconds of each step.
    virtual void up_together(const std::vector<UpStep>& steps, bool only_try,
                             const std::function<void(long long)>& ran) = 0;
};

class Store {
public:
    virtual ~Store() = default;

    virtual std::string database() const = 0;
    // What the manifest has for the server; null without.
    virtual const ManifestServer* validated() const = 0;
    // Throws Error (mismatch) if there is a manifest but none for the server, unless that is
    // allowed.
    virtual void require_validated(bool allow) const = 0;
    // Throws Error (usage) if the site has protected the database.
    virtual void require_unprotected() = 0;

    // Throws Error as HistoryKeeper::require_in_step() does.
    virtual void require_in_step(const KeptHistory& kept) = 0;

    // The ledger's rows, in the order in which the migrations were applied.
    virtual std::vector<LedgerRow> applied() = 0;
    // True if exactly the migrations of the set are applied; costs the same whatever their number.
    virtual bool has_everything() = 0;
    virtual void create_ledger() = 0;

    virtual Obstacles obstacles_to_up(const std::vector<UpStep>& steps) = 0;
    virtual Obstacles obstacles_to_down(const std::vector<DownStep>& steps) = 0;

    // Keeps other runners of the set away until the store is gone. Throws Error (lock_busy) after
    // `limit`.
    virtual void lock(std::chrono::milliseconds limit) = 0;

    // Under the lock. The store must outlive it.
    virtual std::unique_ptr<StepEngine> engine(const GuardOptions& options,
                                               RunListener& listener) = 0;

    // For `fresh`, with a manifest: the objects that the applied migrations made, newest first.
    // Tells the listener of those that somebody else may have made, which are left out.
    virtual std::vector<ObjectKey> made_objects(const std::vector<LedgerRow>& applied,
                                                RunListener& listener) = 0;
    // Under the lock: drops the objects and the rows of the ledger, or nothing. Throws Error.
    virtual void drop(const std::vector<ObjectKey>& objects, const std::vector<LedgerRow>& applied,
                      const GuardOptions& options) = 0;
};

}  // namespace migration
