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
    std::optional<LedgerRow> started = {};  // a non-transactional script that was cut off and is resumed

    int statements_done() const { return started ? started->statements_done : 0; }
};

struct DownStep {
    LedgerRow row;
    const Migration* migration;  // null: not in this set, undone by the script that the ledger keeps
};

struct UpOptions {
    std::optional<std::string> to = {};  // the last version to apply
    bool allow_out_of_order = false;
    bool accept_newer = false;      // versions that a newer set has applied
    std::optional<int> steps = {};  // at most so many
};

// Throws Error (mismatch) for unknown applied versions, changed scripts, or pending versions before an
// applied one; Error (usage) for a target that is not in the set.
std::vector<UpStep> plan_up(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                            const UpOptions& options);

// The newest version that is wholly applied, or "0".
std::string newest_version(const std::vector<LedgerRow>& applied);

struct DownOptions {
    int count = 1;
    std::optional<std::string> to;  // the version that stays as the last; "0" undoes everything
};

// Newest first. Throws Error (failed) when one of them cannot be undone.
std::vector<DownStep> plan_down(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                const DownOptions& options);

// What tells of a row whose migration the set has not; `newer` than all it knows.
Error unknown_version(const MigrationSet& set, const LedgerRow& row, bool newer = false);

// Applied versions that the set does not know and that are newer than all it knows: a newer set's.
std::vector<LedgerRow> newer_versions(const MigrationSet& set, const std::vector<LedgerRow>& applied);

// The ledger against the set: unknown versions and changed scripts, as errors that `status` and `verify`
// show. With `accept_newer` a newer set's versions are none.
std::vector<Error> history_mismatches(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                      bool accept_newer = false);

}  // namespace migration
