#pragma once

// What the audit table says of steps that another tool's history followed, and of those that it did
// not.

#include <optional>
#include <string>

#include "adopt/find_history.hpp"
#include "base/error.hpp"
#include "ledger/ledger.hpp"
#include "set/migration.hpp"

namespace migration {

// The reason in the audit row of a step that was recorded in the history, too.
std::string in_step_note(const FoundHistory& found);

// One of `versions` that was undone here while the history was not kept in step, as its audit row
// has it; nothing where there is none. The history may still have such a migration as applied.
std::optional<LogRow> undone_out_of_step(Ledger& ledger, const FoundHistory& found,
                                         const VersionSet& versions);

// That the history has it as applied: nobody can tell whether it still does, or does again.
Error undone_but_applied(const FoundHistory& found, const LogRow& undone);

}  // namespace migration
