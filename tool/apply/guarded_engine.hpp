#pragma once

// PostgreSQL's engine for production: it holds the set's lock and compares each step with the
// manifest.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adopt/history_keeper.hpp"
#include "apply/engine.hpp"
#include "apply/plan.hpp"
#include "apply/schema_guard.hpp"
#include "apply/store.hpp"
#include "manifest/manifest.hpp"

namespace migration {

class GuardedEngine : public StepEngine {
public:
    // Without a manifest, or one for the server's major version, nothing is compared.
    GuardedEngine(Session& session, Ledger& ledger, SetLock& lock, const MigrationSet& set,
                  const LazyManifest& manifest, const GuardOptions& options, RunListener& listener);

    void check_start(const std::vector<LedgerRow>* given = nullptr) override;
    std::optional<long long> up(const UpStep& step) override;
    std::optional<long long> down(const DownStep& step) override;
    std::optional<long long> again(const UpStep& step) override;
    void up_together(const std::vector<UpStep>& steps, bool only_try,
                     const std::function<void(long long)>& ran) override;

private:
    void keep_up(const Migration& migration);
    void open_guard(const std::vector<LedgerRow>* given, bool is_checked);
    std::string fingerprint(const std::string& version) const;
    // Behind a pooler: false if another runner did the step before this transaction got the lock.
    bool is_wanted(const std::string& version, bool up);
    // `texts` are the scripts that the step runs.
    void guard_step(const std::string& version, bool up,
                    const std::vector<std::string_view>& texts);

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
    std::optional<HistoryKeeper> keeper_;
};

}  // namespace migration
