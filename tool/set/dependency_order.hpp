#pragma once

// The order of migrations that name those they need.

#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"

namespace migration {

// A migration that must be applied before, and where a file says so.
struct Need {
    std::string version;
    std::string file;  // as messages name it
    int line = 0;
};

enum class DependencyOrder {
    earliest_first,  // of those that may come next, the one that stands first
    // What needs a migration comes close behind it: the order of a depth-first search that meets
    // later ones first, turned round.
    near_what_is_needed,
};

// Orders the drafts so that each stands behind what it needs; `needs` has an entry for each draft.
// Reports a need that no draft has, and each cycle, with `keyword` as what the files call it. The
// drafts of a cycle, and those that need them, stay in their order behind all others.
void order_by_needs(std::vector<Draft>& drafts, const std::vector<std::vector<Need>>& needs,
                    DependencyOrder order, std::string_view keyword, Problems& problems);

}  // namespace migration
