#pragma once

// What the live schema should be by the manifest, and where it is not: for the objects that the set touches,
// and for what was added to those that it made.

#include <vector>

#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

// Changes from what validation saw after the applied migrations to what is live. Owners, privileges and rows
// do not count.
Changes find_drift(const ManifestServer& validated, const std::vector<LedgerRow>& applied,
                   const Snapshot& live);

}  // namespace migration
