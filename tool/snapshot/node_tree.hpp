#pragma once

// Expressions and queries as the catalogues store them (pg_node_tree): "{FUNCEXPR :funcid 16400
// :args …}".

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "snapshot/described.hpp"

namespace migration {

// Smaller OIDs are part of the server's sources: they are the same everywhere.
inline constexpr Oid first_named_oid = 12000;

// The text with each OID, the values of constants included, replaced by what `label` gives for the
// name of the catalogue and the OID. nullopt where an OID may hide of which that cannot be told.
std::optional<std::string> with_labels(
    std::string_view tree, const std::function<std::string(std::string_view, Oid)>& label);

}  // namespace migration
