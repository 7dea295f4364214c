// Schemas, but for the system's and those of extensions.

#include "snapshot/family.hpp"

namespace migration {

const Family schemas_family{Facet::structure, R"sql(
SELECT pg_catalog.format('schema %I', n.nspname), NULL, pg_catalog.format('CREATE SCHEMA %I', n.nspname)
FROM pg_catalog.pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
