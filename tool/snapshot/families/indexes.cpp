// Indexes, those behind constraints among them, with the states that pg_dump does not show.

#include "snapshot/family.hpp"

namespace migration {

const Family indexes_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('index %I.%I', n.nspname, c.relname),
    coalesce((SELECT pg_catalog.format('constraint %I on %I.%I', k.conname, rn.nspname, r.relname)
            FROM pg_catalog.pg_constraint AS k
            WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x') LIMIT 1),
        pg_catalog.format(CASE WHEN r.relkind = 'm' THEN 'materialized view' ELSE 'table' END || ' %I.%I',
            rn.nspname, r.relname)),
    pg_catalog.concat_ws(' ',
        pg_catalog.pg_get_indexdef(i.indexrelid),
        'TABLESPACE ' || s.spcname,
        CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
        CASE WHEN NOT i.indisready THEN 'NOT READY' END,
        CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
        CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
        (SELECT 'STATISTICS (' || pg_catalog.string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) || ')'
         FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attstattarget >= 0))
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
WHERE c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = r.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
