#pragma once

// A PostgreSQL database as a run sees it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apply/source.hpp"
#include "apply/store.hpp"
#include "ledger/ledger.hpp"
#include "ledger/set_lock.hpp"
#include "postgres/session.hpp"

namespace migration {

class PostgresStore : public Store {
public:
    // Both must outlive the store.
    PostgresStore(Session& session, const Source& source);

    std::string database() const override { return session_.database(); }
    const ManifestServer* validated() const override;
    void require_validated(bool allow) const override;
    void require_unprotected() override;
    void require_in_step(const KeptHistory& kept) override;
    std::vector<LedgerRow> applied() override;
    bool has_everything() override { return ledger_.has_exactly(source_.identity); }
    void create_ledger() override;
    Obstacles obstacles_to_up(const std::vector<UpStep>& steps) override;
    Obstacles obstacles_to_down(const std::vector<DownStep>& steps) override;
    void lock(std::chrono::milliseconds limit) override { lock_.emplace(session_, ledger_, limit); }
    std::unique_ptr<StepEngine> engine(const GuardOptions& options, RunListener& listener) override;
    std::vector<ObjectKey> made_objects(const std::vector<LedgerRow>& applied,
                                        RunListener& listener) override;
    void drop(const std::vector<ObjectKey>& objects, const std::vector<LedgerRow>& applied,
              const GuardOptions& options) override;

private:
    Session& session_;
    const Source& source_;
    Ledger ledger_;
    std::optional<SetLock> lock_;
};

}  // namespace migration
