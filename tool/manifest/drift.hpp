#pragma once

// What the live schema should be by the manifest, and where it is not: for the objects that the set touches,
// and for what was added to those that it made.

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

// Changes from what validation saw after the applied migrations to what is live, as far as they count. Where
// a migration is incomplete, what it touches is left open, and so is what was added to any object.
Changes find_drift(const ManifestServer& validated, const std::vector<LedgerRow>& applied, const Live& live,
                   Level level = Level::structure);

// Whether the definitions are the same but for what the live database calls things.
bool is_same(const std::optional<std::string>& validated, const std::optional<std::string>& live,
             const LiveNames& names);

// An extension, or what is part of one. Somebody who has the right to may make it beforehand, in another
// version or schema.
bool belongs_to_extension(const Change& change);

// An object of drift for people: its key, what validation saw and what is live, three lines.
std::string drift_text(const Change& change);

}  // namespace migration
