#pragma once

// The order of migrations that name those they need.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// The places of the versions in an order in which each stands behind what it needs; `needs` has an
// entry for each version. Reports a need that is no version, and each cycle, with `keyword` as what
// the files call it. The versions of a cycle, and those that need them, stay in their order behind
// all others.
std::vector<std::size_t> order_of_needs(const std::vector<std::string_view>& versions,
                                        const std::vector<std::vector<Need>>& needs,
                                        DependencyOrder order, std::string_view keyword,
                                        Problems& problems);

// Puts drafts or migrations into that order.
template <typename Migrations>
void order_by_needs(Migrations& migrations, const std::vector<std::vector<Need>>& needs,
                    DependencyOrder order, std::string_view keyword, Problems& problems) {
    std::vector<std::string_view> versions;
    versions.reserve(migrations.size());
    for (const auto& migration : migrations) versions.push_back(migration.version);
    Migrations sorted;
    sorted.reserve(migrations.size());
    for (const auto i : order_of_needs(versions, needs, order, keyword, problems))
        sorted.push_back(std::move(migrations[i]));
    migrations = std::move(sorted);
}

}  // namespace migration
