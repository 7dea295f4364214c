#pragma once

// Which objects the rows of each system catalogue tell of, and how they are found.

#include <string>
#include <string_view>

namespace migration {

// Nothing is described by the rows of these: what ANALYZE found, and whom an object names.
bool tells_nothing(std::string_view catalogue);
// False for catalogues of the whole server, and for those that a newer server has added.
bool is_told(std::string_view catalogue);

// SELECT of the objects (catalogue and OID) that rows of the catalogue tell of, and of where the row stands.
// The condition speaks of the row as c.
std::string telling_sql(std::string_view catalogue, const std::string& condition);

// Condition that finds the rows of the relations $1 and of their indexes without reading the whole catalogue;
// nullptr where there is no such way.
const char* condition_of_relations(std::string_view catalogue);
// True when such a row is only changed under a lock of its relation, save by GRANT and by hand.
bool is_locked_with_relation(std::string_view catalogue);

}  // namespace migration
