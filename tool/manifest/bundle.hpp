#pragma once

// The content of a packaged runner: the set and its manifest, in one text.

#include <string>
#include <string_view>

#include "base/lazy.hpp"
#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "set/migration.hpp"

namespace migration {

struct Bundle {
    SetIdentity identity;
    Lazy<MigrationSet> set;
    LazyManifest manifest;
};

// Throws Error (mismatch) when the manifest is not the proof for exactly this set.
std::string bundle_to_text(const MigrationSet& set, const Manifest& manifest);
// `text` must live until set and manifest are read. `in_program`: `text` is part of the program's
// file.
Bundle bundle_from_text(std::string_view text, bool in_program = false);

// Throws Error (mismatch), naming the first migration that differs.
void require_proof(const MigrationSet& set, const Manifest& manifest);

}  // namespace migration
