// Enums (labels by rank), domains, composite and range types, and base types by name.

#include "snapshot/family.hpp"

namespace migration {

const Family types_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('type %I.%I', n.nspname, t.typname),
    pg_catalog.format('schema %I', n.nspname),
    CASE t.typtype
        WHEN 'e' THEN pg_catalog.format('CREATE TYPE %I.%I AS ENUM (', n.nspname, t.typname)
            || coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
                FROM pg_catalog.pg_enum AS l WHERE l.enumtypid = t.oid), '') || ')'
        WHEN 'd' THEN pg_catalog.concat_ws(' ',
            pg_catalog.format('CREATE DOMAIN %I.%I AS', n.nspname, t.typname),
            pg_catalog.format_type(t.typbasetype, t.typtypmod),
            CASE WHEN t.typcollation <> b.typcollation
                THEN 'COLLATE ' || (SELECT co.collname FROM pg_catalog.pg_collation AS co WHERE co.oid = t.typcollation) END,
            CASE WHEN t.typnotnull THEN 'NOT NULL' END,
            'DEFAULT ' || t.typdefault)
        WHEN 'r' THEN pg_catalog.concat_ws(', ',
            pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = ', n.nspname, t.typname)
                || pg_catalog.format_type(r.rngsubtype, NULL),
            CASE WHEN r.rngcanonical <> 0 THEN 'CANONICAL = ' || r.rngcanonical END,
            CASE WHEN r.rngsubdiff <> 0 THEN 'SUBTYPE_DIFF = ' || r.rngsubdiff END) || ')'
        WHEN 'c' THEN pg_catalog.format('CREATE TYPE %I.%I AS (…)', n.nspname, t.typname)
        ELSE pg_catalog.concat_ws(', ',
            pg_catalog.format('CREATE TYPE %I.%I (INPUT = ', n.nspname, t.typname) || t.typinput,
            'OUTPUT = ' || t.typoutput, 'LENGTH = ' || t.typlen, 'ALIGNMENT = ' || t.typalign::text) || ')'
    END
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_range AS r ON r.rngtypid = t.oid
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
WHERE t.typtype <> 'm' AND (t.typtype <> 'c' OR c.relkind = 'c')
    AND NOT (t.typcategory = 'A' AND t.typelem <> 0 AND t.typsubscript::text = 'array_subscript_handler')
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND e.objid = t.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
