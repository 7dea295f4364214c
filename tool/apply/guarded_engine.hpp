#pragma once

// The engine as production needs it: under the set's lock, and held against the manifest at each step.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/engine.hpp"
#include "apply/plan.hpp"
#include "apply/schema_guard.hpp"
#include "manifest/manifest.hpp"

namespace migration {

struct GuardOptions {
    Limits limits;
    std::vector<std::string> allowed_drift;
};

class GuardedEngine {
public:
    // Without a manifest, or where it does not know the server's major version, nothing is held against it.
    GuardedEngine(Session& session, Ledger& ledger, SetLock& lock, const MigrationSet& set,
                  const LazyManifest& manifest, const GuardOptions& options, RunListener& listener);

    // Before the first step. Throws Error (mismatch) where the live schema is not what the applied migrations
    // make: those of the ledger, or those `given`.
    void check_start(const std::vector<LedgerRow>* given = nullptr);

    // Milliseconds; nothing where another runner had done it.
    std::optional<long long> up(const UpStep& step);
    std::optional<long long> down(const DownStep& step);

    // All of them in one transaction, which is rolled back in the end with `only_try`; `ran` hears the
    // milliseconds of each.
    void up_together(const std::vector<UpStep>& steps, bool only_try,
                     const std::function<void(long long)>& ran);

private:
    std::string fingerprint(const std::string& version) const;
    // Behind a pooler: false when the step had been done before this transaction held the lock.
    bool is_wanted(const std::string& version, bool up);
    // `texts` are the scripts that the step runs.
    void guard_step(const std::string& version, bool up, const std::vector<std::string_view>& texts);

    Session& session_;
    Ledger& ledger_;
    SetLock& lock_;
    const MigrationSet& set_;
    const LazyManifest& manifest_;
    Engine engine_;
    const ManifestServer* validated_;
    std::vector<std::string> allowed_drift_;
    RunListener& listener_;
    std::unique_ptr<SchemaGuard> guard_;
};

}  // namespace migration
