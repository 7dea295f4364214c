// Schemas.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass schemas_class{"pg_namespace",
                                       R"sql(
SELECT n.oid AS objid, 0 AS subid, format('schema %I', n.nspname) AS key,
    {own n} AND NOT {member pg_namespace n} AS own,
    n.nspowner AS owner, n.nspacl AS acl, 'n' AS acl_kind
FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'information_schema'
)sql",
                                       {{Facet::structure, R"sql(
SELECT n.oid AS objid, format('schema %I', n.nspname) AS key, NULL AS parent,
    format('CREATE SCHEMA %I', n.nspname) AS definition
FROM pg_namespace AS n
WHERE {own n} AND NOT {member pg_namespace n}
)sql"}},
                                       true,
                                       "true"};

}  // namespace migration
