// Sequences and their parameters; their values are read with the rows.

#include "snapshot/family.hpp"

namespace migration {

const Family sequences_family{Facet::structure, R"sql(
SELECT
    pg_catalog.format('sequence %I.%I', n.nspname, c.relname),
    coalesce((SELECT pg_catalog.format('column %I.%I.%I', tn.nspname, t.relname, ta.attname)
        FROM pg_catalog.pg_depend AS o
        JOIN pg_catalog.pg_class AS t ON t.oid = o.refobjid
        JOIN pg_catalog.pg_attribute AS ta ON ta.attrelid = o.refobjid AND ta.attnum = o.refobjsubid
        JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
        WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid
            AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype IN ('a', 'i') LIMIT 1),
        pg_catalog.format('schema %I', n.nspname)),
    pg_catalog.concat_ws(' ',
        CASE WHEN c.relpersistence = 'u' THEN 'CREATE UNLOGGED SEQUENCE' ELSE 'CREATE SEQUENCE' END,
        pg_catalog.format('%I.%I AS %s START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s', n.nspname, c.relname,
            pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache),
        CASE WHEN s.seqcycle THEN 'CYCLE' END,
        (SELECT 'OWNED BY ' || pg_catalog.format('%s.%I', o.refobjid::pg_catalog.regclass, a.attname)
         FROM pg_catalog.pg_depend AS o
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
         WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid
            AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.deptype IN ('a', 'i') LIMIT 1))
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"};

}  // namespace migration
