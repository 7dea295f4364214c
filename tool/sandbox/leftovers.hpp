#pragma once

// What earlier runs left: found by their leases, removed without touching what is in use.

#include <vector>

#include "sandbox/sandbox_directory.hpp"

namespace migration {

// Removes all whose owner is dead; as root, also clusters of the user that root's servers run as, in a
// process that has become that user.
void sweep_abandoned();

enum class Removal { removed, in_use, failed };

// Also what was kept on purpose.
Removal remove_leftover(const FoundSandbox& found);

}  // namespace migration
