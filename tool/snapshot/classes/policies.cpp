// Row-security policies.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass policies_class{"pg_policy",
                                        R"sql(
SELECT p.oid AS objid, 0 AS subid,
    format('policy %I on %I.%I', p.polname, n.nspname, c.relname) AS key,
    {own n} AND NOT {member pg_class c} AS own,
    NULL::oid AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_policy AS p
JOIN pg_class AS c ON c.oid = p.polrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
)sql",
                                        {{Facet::structure, R"sql(
SELECT p.oid AS objid, format('policy %I on %I.%I', p.polname, n.nspname, c.relname) AS key,
    {relation} AS parent,
    concat_ws(' ',
        format('CREATE POLICY %I ON %I.%I AS', p.polname, n.nspname, c.relname),
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        'FOR ' || CASE p.polcmd
            WHEN 'r' THEN 'SELECT'
            WHEN 'a' THEN 'INSERT'
            WHEN 'w' THEN 'UPDATE'
            WHEN 'd' THEN 'DELETE'
            ELSE 'ALL' END,
        'TO ' || (
            SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE {user r} END, ', '
                ORDER BY pg_get_userbyid(r))
            FROM unnest(p.polroles) AS r),
        'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
        'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS definition
FROM pg_policy AS p
JOIN pg_class AS c ON c.oid = p.polrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {own n} AND NOT {member pg_class c}
)sql"}}};

}  // namespace migration
