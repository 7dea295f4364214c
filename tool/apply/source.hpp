#pragma once

#include "base/lazy.hpp"
#include "ledger/ledger_row.hpp"
#include "manifest/manifest.hpp"
#include "set/migration.hpp"

namespace migration {

// The migrations that a run works on, and their proof where there is one.
struct Source {
    SetIdentity identity;
    Lazy<MigrationSet> set;
    LazyManifest manifest;
};

}  // namespace migration
