#pragma once

// Drops what a set has made, by the manifest, and nothing that others made.

#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// The objects that the applied migrations have made and that are not part of another one of theirs, newest
// first, as "table public.accounts".
std::vector<ObjectKey> made_objects(const ManifestServer& validated, const std::vector<LedgerRow>& applied);

// Those of made_objects() that somebody had made before the migration: extensions that its script makes only
// where they are missing, and that its transaction has not made, and the schemas that these are in. Also
// those of which that cannot be told, as in a database that was restored.
std::vector<ObjectKey> made_beforehand(Session& session, const Ledger& ledger, const MigrationSet& set,
                                         const ManifestServer& validated,
                                         const std::vector<LedgerRow>& applied);

// In the open transaction: drops them in whatever order their dependencies want, those that are there. Throws
// Error (failed) where something that is not among them depends on one; then nothing may be committed.
void drop_objects(Session& session, const std::vector<ObjectKey>& objects);

}  // namespace migration
