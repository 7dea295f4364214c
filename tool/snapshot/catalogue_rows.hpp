#pragma once

// Which objects the rows of each system catalogue tell of, and how they are found.

#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "snapshot/described.hpp"

namespace migration {

// A row of the catalogues as pg_depend names it: the catalogue's OID and the row's.
struct CatalogueObject {
    Oid catalogue = 0;
    Oid oid = 0;
    bool operator<(const CatalogueObject& other) const {
        return std::tie(catalogue, oid) < std::tie(other.catalogue, other.oid);
    }
};

using CatalogueObjects = std::set<CatalogueObject>;

// Replication slots, which stand in no catalogue, as one text.
inline constexpr const char* replication_slots_sql =
    "SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', s.slot_name, s.slot_type, s.plugin, "
    "s.two_phase), "
    "', ' ORDER BY s.slot_name) FROM pg_catalog.pg_replication_slots AS s WHERE NOT s.temporary";

// Whether the catalogue's rows describe no object: what ANALYZE found, and which objects name
// which.
bool describes_nothing(std::string_view catalogue);
// Whether each of the catalogue's rows leads to the object that it describes. False for catalogues
// of the whole server, and for those that a newer server has added.
bool leads_to_objects(std::string_view catalogue);

// SELECT of where rows of the catalogue stand, of `own`, and of the objects (catalogue and OID)
// that they tell of. Condition and `own` speak of the row as c.
std::string telling_sql(std::string_view catalogue, const std::string& condition,
                        const std::string& own);

// Whether the rows of given relations can be found without reading the whole catalogue.
bool is_found_by_relation(std::string_view catalogue);
// Condition that does so, for `relations`, an SQL expression, and their indexes.
std::string condition_of_relations(std::string_view catalogue, std::string_view relations);
// True when such a row is only changed under a lock of its relation, save by GRANT and by hand.
bool is_locked_with_relation(std::string_view catalogue);

}  // namespace migration
