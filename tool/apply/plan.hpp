#pragma once

// The steps that lead a database from the state in its ledger to a version of the set.

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "ledger/ledger_row.hpp"
#include "set/migration.hpp"

namespace migration {

struct UpStep {
    const Migration* migration;
    std::optional<LedgerRow> started = {};  // an interrupted non-transactional script to resume

    int statements_done() const { return started ? started->statements_done : 0; }
};

struct DownStep {
    LedgerRow row;
    const Migration* migration;  // null: not in this set; the ledger keeps the down script
};

struct UpOptions {
    std::optional<std::string> to = {};  // the last version to apply
    bool allow_out_of_order = false;
    bool accept_newer = false;      // versions that a newer set has applied
    std::optional<int> steps = {};  // the most steps to plan
};

// Throws Error (mismatch) for unknown applied versions, changed scripts, or pending versions before
// an applied one; Error (usage) for a target that is not in the set.
std::vector<UpStep> plan_up(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                            const UpOptions& options);

// The newest version that is completely applied, or "0".
std::string newest_version(const std::vector<LedgerRow>& applied);

struct DownOptions {
    int count = 1;
    std::optional<std::string> to;  // undo all after this version; "0" undoes all
};

// Newest first, without repeatable migrations, which stay. Throws Error (failed) if a migration
// cannot be undone.
std::vector<DownStep> plan_down(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                const DownOptions& options);

// Whether `up` runs the migration again: its text is another one than the row says.
bool is_outdated(const Migration& migration, const LedgerRow& row);

// The rows as a comparison with the live schema needs them: what an outdated migration has made is
// not known, as of an incomplete one.
std::vector<LedgerRow> comparable_rows(const MigrationSet& set, std::vector<LedgerRow> applied);

// The error for a row whose migration is not in the set; `newer`: newer than all in the set.
Error unknown_version(const MigrationSet& set, const LedgerRow& row, bool newer = false);

// Applied versions that are newer than all in the set: a newer runner applied them.
std::vector<LedgerRow> newer_versions(const MigrationSet& set,
                                      const std::vector<LedgerRow>& applied);

// Compares the ledger with the set: unknown versions and changed scripts, as errors that `status`
// and `verify` show. With `accept_newer` the versions of newer_versions() are no errors.
std::vector<Error> history_mismatches(const MigrationSet& set,
                                      const std::vector<LedgerRow>& applied,
                                      bool accept_newer = false);

}  // namespace migration
