// Enums (labels by rank), domains, composite, range, multirange, base and shell types. Array types
// and the row types of tables follow what they are made of.

#include "snapshot/object_class.hpp"

namespace migration {
namespace {

constexpr const char* identity_of_types = R"sql(
SELECT t.oid AS objid, 0 AS subid, format('type %I.%I', n.nspname, t.typname) AS key,
    {own n} AND NOT {member pg_type t} AND (t.typtype <> 'c' OR c.relkind = 'c')
        AND NOT (t.typcategory = 'A' AND t.typelem <> 0
            AND t.typsubscript::text = 'array_subscript_handler') AS own,
    t.typowner AS owner, t.typacl AS acl, 'T' AS acl_kind
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_class AS c ON c.oid = t.typrelid
WHERE coalesce(c.relpersistence, 'p') <> 't'
)sql";

constexpr Family types{Facet::structure, R"sql(
SELECT t.oid AS objid, format('type %I.%I', n.nspname, t.typname) AS key,
    format('schema %I', n.nspname) AS parent,
    CASE t.typtype
        WHEN 'e' THEN format('CREATE TYPE %I.%I AS ENUM (', n.nspname, t.typname)
            || coalesce((
                SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
                FROM pg_enum AS l
                WHERE l.enumtypid = t.oid), '')
            || ')'
        WHEN 'd' THEN concat_ws(' ',
            format('CREATE DOMAIN %I.%I AS', n.nspname, t.typname),
            format_type(t.typbasetype, t.typtypmod),
            CASE WHEN t.typcollation <> b.typcollation
                THEN 'COLLATE ' || (
                    SELECT format('%I.%I', cn.nspname, co.collname)
                    FROM pg_collation AS co
                    JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
                    WHERE co.oid = t.typcollation) END,
            {from 17}
            (SELECT concat_ws(' ',
                    CASE WHEN k.conname <> t.typname || '_not_null'
                        THEN 'CONSTRAINT ' || quote_ident(k.conname) END,
                    'NOT NULL')
             FROM pg_constraint AS k
             WHERE k.contypid = t.oid AND k.contype = 'n'),
            {else}
            CASE WHEN t.typnotnull THEN 'NOT NULL' END,
            {end}
            'DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)))
        WHEN 'r' THEN concat_ws(', ',
            format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = ', n.nspname, t.typname)
                || format_type(r.rngsubtype, NULL),
            'SUBTYPE_OPCLASS = ' || (
                SELECT format('%I.%I', cn.nspname, o.opcname)
                FROM pg_opclass AS o
                JOIN pg_namespace AS cn ON cn.oid = o.opcnamespace
                WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
            'COLLATION = ' || (
                SELECT format('%I.%I', cn.nspname, co.collname)
                FROM pg_collation AS co
                JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
                WHERE co.oid = r.rngcollation AND r.rngcollation <> b2.typcollation),
            CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical END,
            CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff END,
            'MULTIRANGE_TYPE_NAME = ' || format_type(r.rngmultitypid, NULL)) || ')'
        WHEN 'm' THEN format('CREATE TYPE %I.%I AS MULTIRANGE OF ', n.nspname, t.typname)
            || (SELECT format_type(m.rngtypid, NULL)
                FROM pg_range AS m
                WHERE m.rngmultitypid = t.oid)
        WHEN 'c' THEN format('CREATE TYPE %I.%I AS (...)', n.nspname, t.typname)
        WHEN 'p' THEN CASE WHEN t.typisdefined
            THEN format('CREATE PSEUDO-TYPE %I.%I', n.nspname, t.typname)
            ELSE format('CREATE TYPE %I.%I', n.nspname, t.typname) END
        ELSE concat_ws(', ',
            format('CREATE TYPE %I.%I (INPUT = ', n.nspname, t.typname) || t.typinput,
            'OUTPUT = ' || t.typoutput,
            CASE WHEN t.typreceive <> 0 THEN 'RECEIVE = ' || t.typreceive END,
            CASE WHEN t.typsend <> 0 THEN 'SEND = ' || t.typsend END,
            CASE WHEN t.typmodin <> 0 THEN 'TYPMOD_IN = ' || t.typmodin END,
            CASE WHEN t.typmodout <> 0 THEN 'TYPMOD_OUT = ' || t.typmodout END,
            CASE WHEN t.typanalyze <> 0 THEN 'ANALYZE = ' || t.typanalyze END,
            CASE WHEN t.typsubscript <> 0 THEN 'SUBSCRIPT = ' || t.typsubscript END,
            'INTERNALLENGTH = ' || t.typlen,
            CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END,
            'ALIGNMENT = ' || t.typalign::text,
            'STORAGE = ' || t.typstorage::text,
            'CATEGORY = ' || t.typcategory::text,
            CASE WHEN t.typispreferred THEN 'PREFERRED' END,
            'DEFAULT = ' || quote_literal(t.typdefault),
            CASE WHEN t.typelem <> 0 THEN 'ELEMENT = ' || format_type(t.typelem, NULL) END,
            'DELIMITER = ' || quote_literal(t.typdelim::text),
            CASE WHEN t.typcollation <> 0 THEN 'COLLATABLE' END) || ')'
    END AS definition
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_type AS b ON b.oid = t.typbasetype
LEFT JOIN pg_range AS r ON r.rngtypid = t.oid
LEFT JOIN pg_type AS b2 ON b2.oid = r.rngsubtype
LEFT JOIN pg_class AS c ON c.oid = t.typrelid
WHERE (t.typtype <> 'c' OR c.relkind = 'c') AND coalesce(c.relpersistence, 'p') <> 't'
    AND NOT (t.typcategory = 'A' AND t.typelem <> 0
        AND t.typsubscript::text = 'array_subscript_handler')
    AND {own n} AND NOT {member pg_type t}
)sql"};

}  // namespace

extern const ObjectClass types_class{"pg_type", identity_of_types, {types}, true, "true"};

}  // namespace migration
