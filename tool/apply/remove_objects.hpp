#pragma once

// Drops the objects that the set made according to the manifest, and no others.

#include <string>
#include <vector>

#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// The objects that the applied migrations made, newest first, as "table public.accounts". Parts of
// such an object are not listed.
std::vector<ObjectKey> made_objects(const ManifestServer& validated,
                                    const std::vector<LedgerRow>& applied);

// Those of made_objects() that may be older than the migration: extensions that the script makes
// with IF NOT EXISTS and that its transaction did not make, and their schemas. Also those whose age
// is unknown, as in a restored database.
std::vector<ObjectKey> made_beforehand(Session& session, const Ledger& ledger,
                                       const MigrationSet& set, const ManifestServer& validated,
                                       const std::vector<LedgerRow>& applied);

// Drops the objects that exist, in the order of their dependencies, in the open transaction. Throws
// Error (failed) if another object depends on one of them; the caller must roll back then.
void drop_objects(Session& session, const std::vector<ObjectKey>& objects);

}  // namespace migration
