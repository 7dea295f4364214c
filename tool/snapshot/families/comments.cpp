// Comments on everything that is not the system's or an extension's.

#include "snapshot/family.hpp"

namespace migration {

const Family comments_family{Facet::comment, R"sql(
SELECT
    'comment on ' || k.key,
    k.key,
    d.description
FROM pg_catalog.pg_description AS d
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
LEFT JOIN LATERAL (
    -- pg_identify_object writes argument types without a space between them.
    SELECT pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes)) AS identity
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = d.objoid) AS r ON true
CROSS JOIN LATERAL (SELECT
    CASE WHEN i.type LIKE '% column' THEN 'column'
         WHEN i.type IN ('table constraint', 'domain constraint') THEN 'constraint'
         WHEN i.type = 'statistics object' THEN 'statistics'
         ELSE i.type END || ' ' || coalesce(r.identity, i.identity)) AS k (key)
WHERE (d.objoid >= 16384
        OR d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objoid::pg_catalog.regnamespace::text = 'public')
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
)sql"};

}  // namespace migration
