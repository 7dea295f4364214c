// Privileges where they are not the default ones: NULL and an explicit default are the same.

#include "snapshot/family.hpp"

namespace migration {

const Family privileges_family{Facet::privileges, R"sql(
SELECT 'privileges of ' || o.key, o.key, coalesce(given.text, 'none')
FROM (
    SELECT pg_catalog.format(CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
        WHEN 'f' THEN 'foreign table' ELSE 'table' END || ' %I.%I', n.nspname, c.relname) AS key,
        c.relowner AS owner, c.relacl AS acl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS kind
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't'
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
    UNION ALL
    SELECT pg_catalog.format(CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END || ' %I.%I(%s)', n.nspname, p.proname, pg_catalog.oidvectortypes(p.proargtypes)), p.proowner, p.proacl, 'f'
    FROM pg_catalog.pg_proc AS p
    JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND e.objid = p.oid AND e.deptype = 'e')
    UNION ALL
    SELECT pg_catalog.format('type %I.%I', n.nspname, t.typname), t.typowner, t.typacl, 'T'
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE t.typtype <> 'm' AND (t.typtype <> 'c' OR c.relkind = 'c')
        AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typsubscript::text = 'array_subscript_handler')
        AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
    UNION ALL
    SELECT pg_catalog.format('schema %I', n.nspname), n.nspowner, n.nspacl, 'n'
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND e.objid = n.oid AND e.deptype = 'e')) AS o
CROSS JOIN LATERAL (SELECT
    (SELECT pg_catalog.string_agg(g.item, '; ' ORDER BY g.item) FROM (
        SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END || ': '
            || pg_catalog.string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
                ', ' ORDER BY x.privilege_type) AS item
        FROM pg_catalog.aclexplode(o.acl) AS x GROUP BY x.grantee, x.grantor) AS g)) AS given (text)
CROSS JOIN LATERAL (SELECT
    (SELECT pg_catalog.string_agg(g.item, '; ' ORDER BY g.item) FROM (
        SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END || ': '
            || pg_catalog.string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
                ', ' ORDER BY x.privilege_type) AS item
        FROM pg_catalog.aclexplode(pg_catalog.acldefault(o.kind, o.owner)) AS x GROUP BY x.grantee, x.grantor) AS g)) AS standard (text)
WHERE o.acl IS NOT NULL AND given.text IS DISTINCT FROM standard.text
)sql"};

const Family column_privileges_family{Facet::privileges, R"sql(
SELECT
    pg_catalog.format('privileges of column %I.%I.%I', n.nspname, c.relname, a.attname),
    pg_catalog.format('column %I.%I.%I', n.nspname, c.relname, a.attname),
    (SELECT pg_catalog.string_agg(g.item, '; ' ORDER BY g.item) FROM (
        SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END || ': '
            || pg_catalog.string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
                ', ' ORDER BY x.privilege_type) AS item
        FROM pg_catalog.aclexplode(a.attacl) AS x GROUP BY x.grantee, x.grantor) AS g)
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE a.attacl IS NOT NULL AND a.attnum > 0 AND NOT a.attisdropped AND pg_catalog.cardinality(a.attacl) > 0
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

const Family default_privileges_family{Facet::privileges, R"sql(
SELECT
    pg_catalog.format('default privileges of %I on %s%s', pg_catalog.pg_get_userbyid(d.defaclrole),
        CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions'
                             WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE d.defaclobjtype::text END,
        ' in schema ' || pg_catalog.quote_ident(n.nspname)),
    CASE WHEN n.oid IS NOT NULL THEN pg_catalog.format('schema %I', n.nspname) END,
    coalesce((SELECT pg_catalog.string_agg(g.item, '; ' ORDER BY g.item) FROM (
        SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END || ': '
            || pg_catalog.string_agg(x.privilege_type || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END,
                ', ' ORDER BY x.privilege_type) AS item
        FROM pg_catalog.aclexplode(d.defaclacl) AS x GROUP BY x.grantee, x.grantor) AS g), 'none')
FROM pg_catalog.pg_default_acl AS d
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = d.defaclnamespace
)sql"};

}  // namespace migration
