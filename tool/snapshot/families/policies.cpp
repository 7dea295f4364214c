// Row-level security policies. The tables' own flags stand with the tables.

#include "snapshot/family.hpp"

namespace migration {

const Family policies_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('policy %I on %I.%I', p.polname, n.nspname, c.relname),
    pg_catalog.format('table %I.%I', n.nspname, c.relname),
    pg_catalog.concat_ws(' ',
        pg_catalog.format('CREATE POLICY %I ON %I.%I AS', p.polname, n.nspname, c.relname),
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
        'TO ' || (SELECT pg_catalog.string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r)) END, ', '
                    ORDER BY pg_catalog.pg_get_userbyid(r))
                  FROM pg_catalog.unnest(p.polroles) AS r),
        'USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')',
        'WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
