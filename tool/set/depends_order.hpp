#pragma once

// `-- @depends: V` puts a migration behind V, wherever its version stands.

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Orders the set so that each migration stands behind those that it depends on, and otherwise as it
// stood. Notes each one that moves. Reports versions that no migration has, those of seeds and
// repeatable migrations, which come last, and cycles.
void order_by_depends(MigrationSet& set, Problems& problems);

}  // namespace migration
