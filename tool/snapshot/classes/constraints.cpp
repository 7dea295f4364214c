// Constraints of tables and domains. What is NOT NULL is told by the column or domain.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass constraints_class{"pg_constraint",
                                           R"sql(
SELECT k.oid AS objid, 0 AS subid,
    format('constraint %I on %I.%I', k.conname, n.nspname, coalesce(c.relname, t.typname)) AS key,
    {own n} AND NOT {member pg_class c} AND NOT {member pg_type t} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_constraint AS k
LEFT JOIN pg_class AS c ON c.oid = k.conrelid
LEFT JOIN pg_type AS t ON t.oid = k.contypid
JOIN pg_namespace AS n ON n.oid = k.connamespace
WHERE k.contype <> 't' AND coalesce(c.relpersistence, 'p') <> 't'
)sql",
                                           {{Facet::structure, R"sql(
SELECT k.oid AS objid,
    format('constraint %I on %I.%I', k.conname, n.nspname, coalesce(c.relname, t.typname)) AS key,
    format(
        CASE
            WHEN c.oid IS NULL THEN 'type'
            WHEN c.relkind = 'f' THEN 'foreign table'
            ELSE 'table' END || ' %I.%I',
        n.nspname, coalesce(c.relname, t.typname)) AS parent,
    concat_ws(' ',
        pg_get_constraintdef(k.oid),
        CASE WHEN k.coninhcount > 0
            THEN CASE WHEN k.conislocal THEN 'INHERITED AND LOCAL' ELSE 'INHERITED' END END,
        CASE WHEN k.conparentid <> 0
            THEN (SELECT format('OF CONSTRAINT %I ON %s', p.conname, p.conrelid::regclass)
                FROM pg_constraint AS p
                WHERE p.oid = k.conparentid) END) AS definition
FROM pg_constraint AS k
LEFT JOIN pg_class AS c ON c.oid = k.conrelid
LEFT JOIN pg_type AS t ON t.oid = k.contypid
JOIN pg_namespace AS n ON n.oid = k.connamespace
WHERE k.contype NOT IN ('t', 'n') AND coalesce(c.relpersistence, 'p') <> 't'
    AND {own n} AND NOT {member pg_class c} AND NOT {member pg_type t}
)sql"}}};

}  // namespace migration
