// Views and materialised views.

#include "snapshot/family.hpp"

namespace migration {

const Family views_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format(CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END || ' %I.%I', n.nspname, c.relname),
    pg_catalog.format('schema %I', n.nspname),
    pg_catalog.concat_ws(' ',
        pg_catalog.format(CASE c.relkind WHEN 'm' THEN 'CREATE MATERIALIZED VIEW' ELSE 'CREATE VIEW' END || ' %I.%I',
            n.nspname, c.relname),
        'WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')',
        'TABLESPACE ' || s.spcname,
        'AS' || E'\n' || pg_catalog.pg_get_viewdef(c.oid),
        CASE WHEN NOT c.relispopulated THEN 'WITH NO DATA' END)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
