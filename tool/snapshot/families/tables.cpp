// Tables, partitioned and foreign ones among them: everything but columns, constraints and indexes.

#include "snapshot/family.hpp"

namespace migration {

const Family tables_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format(CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END || ' %I.%I', n.nspname, c.relname),
    pg_catalog.format('schema %I', n.nspname),
    pg_catalog.concat_ws(' ',
        CASE WHEN c.relpersistence = 'u' THEN 'CREATE UNLOGGED' ELSE 'CREATE' END,
        pg_catalog.format(CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END || ' %I.%I', n.nspname, c.relname),
        CASE WHEN c.reloftype <> 0 THEN 'OF ' || pg_catalog.format_type(c.reloftype, NULL) END,
        (SELECT CASE WHEN c.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END
            || pg_catalog.string_agg(i.inhparent::pg_catalog.regclass::text, ', ' ORDER BY i.inhseqno)
         FROM pg_catalog.pg_inherits AS i WHERE i.inhrelid = c.oid),
        CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
        'PARTITION BY ' || pg_catalog.pg_get_partkeydef(c.oid),
        CASE WHEN a.amname <> 'heap' THEN 'USING ' || a.amname END,
        'WITH (' || pg_catalog.array_to_string(c.reloptions, ', ') || ')',
        'TOAST WITH (' || pg_catalog.array_to_string(t.reloptions, ', ') || ')',
        'TABLESPACE ' || s.spcname,
        'SERVER ' || fs.srvname || ' OPTIONS (' || pg_catalog.array_to_string(ft.ftoptions, ', ') || ')',
        CASE c.relreplident WHEN 'n' THEN 'REPLICA IDENTITY NOTHING' WHEN 'f' THEN 'REPLICA IDENTITY FULL' END,
        CASE WHEN c.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END,
        CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_catalog.pg_foreign_table AS ft ON ft.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = ft.ftserver
WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
