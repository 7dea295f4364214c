// Constraints of tables and domains. NOT NULL belongs to the column.

#include "snapshot/family.hpp"

namespace migration {

const Family constraints_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('constraint %I on %I.%I', k.conname, n.nspname, coalesce(c.relname, t.typname)),
    pg_catalog.format(CASE WHEN c.oid IS NULL THEN 'type' WHEN c.relkind = 'f' THEN 'foreign table' ELSE 'table' END
        || ' %I.%I', n.nspname, coalesce(c.relname, t.typname)),
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_constraintdef(k.oid),
        CASE WHEN k.coninhcount > 0 AND NOT k.conislocal AND k.conparentid = 0 THEN 'INHERITED' END)
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
LEFT JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = k.connamespace
WHERE k.contype NOT IN ('t', 'n') AND coalesce(c.relpersistence, 'p') <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
