#pragma once

// Finds what earlier runs left, by their leases, and removes what is not in use.

#include <vector>

#include "sandbox/sandbox_directory.hpp"

namespace migration {

// Removes everything whose owner is dead. As root, a process that has become the user of root's
// servers also removes the clusters of that user.
void sweep_abandoned();

enum class Removal { removed, in_use, failed };

// Also removes servers that --keep kept.
Removal remove_leftover(const FoundSandbox& found);

}  // namespace migration
