// Extensions. Their members are left to them.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass extensions_class{"pg_extension",
                                          R"sql(
SELECT e.oid AS objid, 0 AS subid, format('extension %I', e.extname) AS key, true AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_extension AS e
)sql",
                                          {{Facet::structure, R"sql(
SELECT e.oid AS objid, format('extension %I', e.extname) AS key, NULL AS parent,
    format('CREATE EXTENSION %I SCHEMA %I VERSION %L',
        e.extname, n.nspname, e.extversion) AS definition
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
)sql"}},
                                          true,
                                          "true"};

}  // namespace migration
