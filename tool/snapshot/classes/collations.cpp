// Collations and conversions.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass collations_class{
    "pg_collation",
    R"sql(
SELECT c.oid AS objid, 0 AS subid, format('collation %I.%I', n.nspname, c.collname) AS key,
    {own n} AND NOT {member pg_collation c} AS own,
    c.collowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_collation AS c
JOIN pg_namespace AS n ON n.oid = c.collnamespace
)sql",
    // The names of the columns for locales changed with each version.
    {{Facet::structure, R"sql(
SELECT c.oid AS objid, format('collation %I.%I', n.nspname, c.collname) AS key,
    format('schema %I', n.nspname) AS parent,
    concat_ws(', ',
        format('CREATE COLLATION %I.%I (PROVIDER = %s',
            n.nspname, c.collname, c.collprovider::text),
        'LOCALE = ' || quote_literal(coalesce(j.row ->> 'colllocale', j.row ->> 'colliculocale')),
        'LC_COLLATE = ' || quote_literal(j.row ->> 'collcollate'),
        'LC_CTYPE = ' || quote_literal(j.row ->> 'collctype'),
        'RULES = ' || quote_literal(j.row ->> 'collicurules'),
        'DETERMINISTIC = ' || c.collisdeterministic,
        'VERSION = ' || quote_literal(c.collversion),
        CASE WHEN c.collencoding <> -1
            THEN 'ENCODING = ' || pg_encoding_to_char(c.collencoding) END)
        || ')' AS definition
FROM pg_collation AS c
JOIN pg_namespace AS n ON n.oid = c.collnamespace
CROSS JOIN LATERAL (SELECT to_jsonb(c) AS row) AS j
WHERE {own n} AND NOT {member pg_collation c}
)sql"}}};

extern const ObjectClass conversions_class{"pg_conversion",
                                           R"sql(
SELECT c.oid AS objid, 0 AS subid, format('conversion %I.%I', n.nspname, c.conname) AS key,
    {own n} AND NOT {member pg_conversion c} AS own,
    c.conowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_conversion AS c
JOIN pg_namespace AS n ON n.oid = c.connamespace
)sql",
                                           {{Facet::structure, R"sql(
SELECT c.oid AS objid, format('conversion %I.%I', n.nspname, c.conname) AS key,
    format('schema %I', n.nspname) AS parent,
    format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s',
        CASE WHEN c.condefault THEN 'DEFAULT ' END,
        n.nspname, c.conname,
        pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding),
        c.conproc::oid::regprocedure) AS definition
FROM pg_conversion AS c
JOIN pg_namespace AS n ON n.oid = c.connamespace
WHERE {own n} AND NOT {member pg_conversion c}
)sql"}}};

}  // namespace migration
