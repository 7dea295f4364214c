#pragma once

// One kind of object, or one side of several kinds, and the catalogue query that reads it. One file a family
// under families/, and one line in the table of take_snapshot.cpp.

#include "snapshot/snapshot.hpp"

namespace migration {

struct Family {
    Facet facet;
    // Returns key, parent (or NULL), definition. Runs with an empty search_path.
    const char* sql;
};

extern const Family schemas_family;
extern const Family tables_family;
extern const Family columns_family;
extern const Family column_order_family;
extern const Family constraints_family;
extern const Family indexes_family;
extern const Family views_family;
extern const Family rules_family;
extern const Family sequences_family;
extern const Family functions_family;
extern const Family aggregates_family;
extern const Family triggers_family;
extern const Family event_triggers_family;
extern const Family types_family;
extern const Family policies_family;
extern const Family extensions_family;
extern const Family statistics_family;
extern const Family publications_family;
extern const Family comments_family;
extern const Family privileges_family;
extern const Family column_privileges_family;
extern const Family default_privileges_family;
extern const Family owners_family;

}  // namespace migration
