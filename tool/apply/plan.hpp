#pragma once

// What has to be done to bring a database from what its ledger says to a version of the set.

#include <optional>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "set/migration.hpp"

namespace migration {

struct UpStep {
    const Migration* migration;
    int statements_done = 0;  // above 0: a cut-off non-transactional script that is resumed
};

struct DownStep {
    LedgerRow row;
    const Migration* migration;  // null: not in this set, undone by the script that the ledger keeps
};

struct UpOptions {
    std::optional<std::string> to;  // the last version to apply
    bool allow_out_of_order = false;
};

// Throws Error (mismatch) for unknown applied versions, changed scripts, or pending versions before an
// applied one; Error (usage) for a target that is not in the set.
std::vector<UpStep> plan_up(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                            const UpOptions& options);

struct DownOptions {
    int count = 1;
    std::optional<std::string> to;  // the version that stays as the last; "0" undoes everything
};

// Newest first. Throws Error (failed) when one of them cannot be undone.
std::vector<DownStep> plan_down(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                const DownOptions& options);

// The ledger against the set: unknown versions and changed scripts, as errors that `status` and `verify`
// show.
std::vector<Error> history_mismatches(const MigrationSet& set, const std::vector<LedgerRow>& applied);

}  // namespace migration
