#pragma once

// Compares the live schema with the manifest: the objects that the set touches, and what others
// added to objects that the set made.

#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "manifest/live_names.hpp"
#include "manifest/manifest.hpp"
#include "snapshot/level.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

// The database that is compared.
struct Live {
    const Snapshot& snapshot;
    const LiveNames& names;
};

// The changes that count at `level`, from what validation saw after the applied migrations to the
// live schema. If a migration is incomplete, the objects that it touches and all additions are
// ignored.
Changes find_drift(const ManifestServer& validated, const std::vector<LedgerRow>& applied,
                   const Live& live, Level level = Level::structure);

// True if the definitions are the same after `names` has translated them. A function may lack the
// comments of its body: another tool has made it, and took them out.
bool is_same(const std::optional<std::string>& validated, const std::optional<std::string>& live,
             const LiveNames& names);

// True for an extension or a part of one. An administrator may have made it before the run, in
// another version or schema.
bool belongs_to_extension(const Change& change);

// An object that differs, in three lines for people: its key, its validated and its live
// definition.
std::string drift_text(const Change& change);

}  // namespace migration
