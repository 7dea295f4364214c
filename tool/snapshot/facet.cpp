#include <algorithm>
#include <array>
#include <utility>

#include "snapshot/snapshot.hpp"

namespace migration {
namespace {

constexpr std::array<std::pair<Facet, std::string_view>, 7> names{{
    {Facet::structure, "structure"},
    {Facet::order, "order"},
    {Facet::comment, "comment"},
    {Facet::privileges, "privileges"},
    {Facet::owner, "owner"},
    {Facet::rows, "rows"},
    {Facet::server, "server"},
}};

}  // namespace

std::string_view facet_name(Facet facet) {
    return std::find_if(names.begin(), names.end(),
                        [&](const auto& entry) { return entry.first == facet; })
        ->second;
}

std::optional<Facet> facet_named(std::string_view name) {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [&](const auto& entry) { return entry.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

bool is_hidden(std::string_view definition) {
    return definition.starts_with("hidden: ");
}

bool reaches_other_databases(const Change& change) {
    if (change.facet != Facet::server) return false;
    const auto name = change.key.name();
    return !(change.key.is(ObjectKind::setting) &&
             (name.ends_with(" of database") || name.ends_with(" in this database")));
}

}  // namespace migration
