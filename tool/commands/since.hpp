#pragma once

// A set in comparison with a revision of its Git repository.

#include <string>

#include "set/problem.hpp"
#include "set/read_directory.hpp"
#include "set/set_changes.hpp"

namespace migration {

// The set where the working tree left the revision, and at the revision. Throws Error (usage) where
// Git cannot tell.
EarlierSets read_earlier_sets(const ReadSet& now, const std::string& revision);

// What has changed since the revision, with the commits that did it; a note if the revision has no
// migrations in the folder. Throws Error as above.
Problems problems_since(const ReadSet& now, const std::string& revision);

}  // namespace migration
