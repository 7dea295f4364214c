#include "snapshot/random/pick_queries.hpp"

namespace migration::candidates {

const char* const free_names = R"sql(
SELECT format('%I.%I', n.nspname, name)
FROM pg_namespace AS n
CROSS JOIN unnest(:pool) AS name
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'ledger')
    AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = n.oid AND c.relname = name)
    AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.typnamespace = n.oid AND t.typname = name)
)sql";

const char* const free_names_beside = R"sql(
SELECT quote_ident(name)
FROM unnest(:pool) AS name
CROSS JOIN LATERAL (SELECT coalesce(
    (SELECT c.relnamespace FROM pg_class AS c WHERE c.oid = to_regclass(:scope)),
    (SELECT t.typnamespace FROM pg_type AS t WHERE t.oid = to_regtype(:scope)))) AS s (schema)
WHERE NOT EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = schema AND c.relname = name)
    AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.typnamespace = schema AND t.typname = name)
)sql";

const char* const free_schemas = R"sql(
SELECT quote_ident(n.nspname)
FROM pg_namespace AS n
WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'ledger')
    AND NOT EXISTS (
        SELECT FROM pg_class AS c
        WHERE c.relnamespace = n.oid AND c.relname = (parse_ident(:scope))[2])
    AND NOT EXISTS (
        SELECT FROM pg_type AS t
        WHERE t.typnamespace = n.oid AND t.typname = (parse_ident(:scope))[2])
)sql";

const char* const inheritances = R"sql(
SELECT format('%s NO INHERIT %s', i.inhrelid::regclass, i.inhparent::regclass)
FROM pg_inherits AS i
JOIN pg_class AS c ON c.oid = i.inhrelid
WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence <> 't'
)sql";

const char* const identity_indexes = R"sql(
SELECT format('%s REPLICA IDENTITY USING INDEX %I', i.indrelid::regclass, c.relname)
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indisunique AND i.indimmediate AND i.indpred IS NULL AND i.indexprs IS NULL
    AND i.indexrelid >= 16384
    AND NOT EXISTS (
        SELECT FROM pg_attribute AS a
        WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND NOT a.attnotnull)
    AND c.relnamespace <> to_regnamespace('ledger')
    AND c.relnamespace <> to_regnamespace('pg_toast')
)sql";

const char* const index_attachments = R"sql(
SELECT format('%s ATTACH PARTITION %s', p.indexrelid::regclass, i.indexrelid::regclass)
FROM pg_index AS p
JOIN pg_inherits AS h ON h.inhparent = p.indrelid
JOIN pg_index AS i ON i.indrelid = h.inhrelid
WHERE NOT p.indisvalid AND p.indkey::text = i.indkey::text AND p.indisunique = i.indisunique
)sql";

const char* const column_types = R"sql(
SELECT unnest(ARRAY[
    'integer', 'text', 'boolean', 'numeric(6,2)', 'timestamptz', 'jsonb', 'text[]', 'bigint',
    'varchar(9)'])
UNION ALL
SELECT format('%I.%I', n.nspname, t.typname) || CASE WHEN :number % 5 = 0 THEN '[]' ELSE '' END
FROM pg_type AS t
JOIN pg_namespace AS n ON n.oid = t.typnamespace
WHERE t.typtype IN ('e', 'd', 'c', 'r', 'm') AND n.nspname !~ '^pg_'
    AND n.nspname NOT IN ('information_schema', 'ledger')
)sql";

const char* const insertions = R"sql(
SELECT format('(%s) OVERRIDING SYSTEM VALUE SELECT %s FROM pg_catalog.generate_series(1, 3) AS i',
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
    string_agg(CASE
        WHEN b.typcategory = 'N' AND b.oid < 16384 AND b.typname !~ '^reg' AND b.typname <> 'oid'
            THEN 'i + ' || :number
        WHEN b.oid IN ('text'::regtype, 'varchar'::regtype) THEN '''v'' || i'
        WHEN b.oid = 'bool'::regtype THEN 'i > 1'
        WHEN b.oid = 'timestamptz'::regtype THEN '''2024-01-01 00:00Z''::pg_catalog.timestamptz'
        WHEN b.oid = 'jsonb'::regtype THEN '''[1]''::pg_catalog.jsonb'
        WHEN b.typtype = 'e' THEN coalesce((
            SELECT quote_literal(l.enumlabel)
            FROM pg_enum AS l
            WHERE l.enumtypid = b.oid
            ORDER BY l.enumsortorder
            LIMIT 1), 'NULL')
        ELSE 'NULL' END, ', ' ORDER BY a.attnum))
FROM pg_attribute AS a
JOIN pg_type AS t ON t.oid = a.atttypid
JOIN pg_type AS b ON b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
WHERE a.attrelid = to_regclass(:scope) AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attgenerated = ''
HAVING count(*) > 0
)sql";

const char* const bounds = R"sql(
SELECT CASE p.partstrat
    WHEN 'l' THEN format('FOR VALUES IN (%s)', :number % 40)
    WHEN 'r' THEN format('FOR VALUES FROM (%s) TO (%s)', :number % 20 * 10, :number % 20 * 10 + 10)
    ELSE format('FOR VALUES WITH (MODULUS 4, REMAINDER %s)', :number % 4) END
FROM pg_partitioned_table AS p
WHERE p.partrelid = to_regclass(:scope)
)sql";

const char* const references = R"sql(
SELECT format('REFERENCES %I.%I (%I)', n.nspname, c.relname, a.attname)
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indimmediate
    AND a.atttypid = 'integer'::regtype
    AND n.nspname !~ '^pg_' AND n.nspname <> 'ledger'
)sql";

const char* const members = R"sql(
SELECT format('%I DROP %s %s', x.extname, upper(i.type), i.identity)
FROM pg_depend AS d
JOIN pg_extension AS x ON x.oid = d.refobjid
CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS i
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND x.extname <> 'plpgsql'
    AND i.type IN ('table', 'function', 'type', 'view', 'sequence', 'schema', 'server', 'operator')
)sql";

const char* const casts = R"sql(
SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
FROM pg_cast AS c
WHERE c.oid >= 16384
    AND NOT EXISTS (
        SELECT FROM pg_depend AS e
        WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql";

}  // namespace migration::candidates
