#pragma once

// Which findings the set accepts: by an annotation in a script, or by its file of options.

#include <string>
#include <vector>

#include "set/migration.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The reason why the set accepts a change that `check` has found; empty where it does not.
std::string waiver_of(const MigrationSet& set, const Migration& migration, Check check,
                      FindingKind kind, const ObjectKey& object);

// The reason why a second run of the script may fail; empty where it may not.
std::string refusal_waiver(const MigrationSet& set, const Migration& migration, Check check);

// Waivers of the file of options that no finding of any run has needed. One for a migration whose
// up script failed is not among them.
std::vector<Waiver> unused_waivers(const MigrationSet& set, const std::vector<RunVerdict>& runs);

}  // namespace migration
