// Rewrite rules other than those that make a view.

#include "snapshot/family.hpp"

namespace migration {

const Family rules_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('rule %I on %I.%I', w.rulename, n.nspname, c.relname),
    pg_catalog.format(CASE c.relkind WHEN 'v' THEN 'view' ELSE 'table' END || ' %I.%I', n.nspname, c.relname),
    pg_catalog.concat_ws(' ', pg_catalog.pg_get_ruledef(w.oid),
        CASE w.ev_enabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END)
FROM pg_catalog.pg_rewrite AS w
JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE w.rulename <> '_RETURN'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
