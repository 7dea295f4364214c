// Triggers of tables and views with their enabled state, and event triggers.

#include "snapshot/family.hpp"

namespace migration {

const Family triggers_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('trigger %I on %I.%I', t.tgname, n.nspname, c.relname),
    pg_catalog.format(CASE c.relkind WHEN 'v' THEN 'view' WHEN 'f' THEN 'foreign table' ELSE 'table' END || ' %I.%I', n.nspname, c.relname),
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_triggerdef(t.oid),
        CASE t.tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END)
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

const Family event_triggers_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('event trigger %I', t.evtname),
    NULL,
    pg_catalog.concat_ws(' ',
        pg_catalog.format('CREATE EVENT TRIGGER %I ON %s', t.evtname, t.evtevent),
        'WHEN TAG IN (' || pg_catalog.array_to_string(t.evttags, ', ') || ')',
        'EXECUTE FUNCTION ' || t.evtfoid::pg_catalog.regprocedure,
        CASE t.evtenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END)
FROM pg_catalog.pg_event_trigger AS t
WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
