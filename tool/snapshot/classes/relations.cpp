// Tables, foreign tables, columns, views, materialised views, sequences and indexes: what pg_class
// holds.

#include "snapshot/object_class.hpp"

namespace migration {
namespace {

// What the families ask of every relation, once; of the tables of the indexes that are asked for,
// too. A relation has `columns` when they may be told: one condition rather than three, for the
// planner guesses that each leaves few.
constexpr const char* shared = R"sql(
r AS MATERIALIZED (
    SELECT c.oid, c.relkind, n.nspname, c.relname, n.quoted || quote_ident(c.relname) AS name,
        CASE c.relkind
            WHEN 'v' THEN 'view '
            WHEN 'm' THEN 'materialized view '
            WHEN 'S' THEN 'sequence '
            WHEN 'f' THEN 'foreign table '
            WHEN 'c' THEN 'type '
            WHEN 'i' THEN 'index '
            WHEN 'I' THEN 'index '
            ELSE 'table ' END AS kind,
        n.own AND NOT c.is_member AS own,
        n.own AND c.relkind IN ('r', 'p', 'f', 'c', 'v') AND NOT c.is_member AS columns,
        c.relowner, c.relacl, c.relam, c.reloptions, c.reltablespace, c.relispartition
    FROM (
        SELECT c.*, {member pg_class c} AS is_member
        FROM pg_class AS c
        WHERE c.relkind <> 't' AND c.relpersistence <> 't' {narrow c.oid with indexed}
        OFFSET 0) AS c
    JOIN (
        SELECT n.oid, n.nspname, quote_ident(n.nspname) || '.' AS quoted, {own n} AS own
        FROM pg_namespace AS n
        OFFSET 0) AS n ON n.oid = c.relnamespace
    WHERE n.nspname <> 'information_schema')
)sql";

constexpr const char* identity_of_relations = R"sql(
SELECT r.oid AS objid, 0 AS subid, r.kind || r.name AS key, r.own,
    CASE WHEN r.relkind NOT IN ('i', 'I', 'c') THEN r.relowner END AS owner, r.relacl AS acl,
    CASE r.relkind WHEN 'S' THEN 's' ELSE 'r' END AS acl_kind
FROM r
UNION ALL
SELECT r.oid, a.attnum, 'column ' || r.name || '.' || quote_ident(a.attname), r.own,
    r.relowner, a.attacl, 'c'
FROM r
JOIN pg_attribute AS a ON a.attrelid = r.oid
WHERE a.attnum > 0 AND NOT a.attisdropped
)sql";

constexpr Family tables{Facet::structure, R"sql(
SELECT c.oid AS objid, r.kind || r.name AS key, format('schema %I', r.nspname) AS parent,
    concat_ws(' ',
        CASE WHEN c.relpersistence = 'u' THEN 'CREATE UNLOGGED' ELSE 'CREATE' END,
        CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || r.name,
        CASE WHEN c.reloftype <> 0 THEN 'OF ' || format_type(c.reloftype, NULL) END,
        CASE WHEN c.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END || i.parents
            || CASE WHEN i.detach_pending THEN ' DETACH PENDING' ELSE '' END,
        CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
        CASE WHEN c.relkind = 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(c.oid) END,
        CASE WHEN a.amname <> 'heap' THEN 'USING ' || quote_ident(a.amname) END,
        CASE WHEN c.reloptions IS NOT NULL THEN 'WITH (' || {list c.reloptions} || ')' END,
        CASE WHEN t.reloptions IS NOT NULL THEN 'TOAST WITH (' || {list t.reloptions} || ')' END,
        'TABLESPACE ' || quote_ident(s.spcname),
        'SERVER ' || quote_ident(fs.srvname),
        CASE WHEN ft.ftoptions IS NOT NULL THEN 'OPTIONS (' || {list ft.ftoptions} || ')' END,
        CASE c.relreplident
            WHEN 'n' THEN 'REPLICA IDENTITY NOTHING'
            WHEN 'f' THEN 'REPLICA IDENTITY FULL'
            WHEN 'i' THEN 'REPLICA IDENTITY USING INDEX' END,
        CASE WHEN c.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END,
        CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END) AS definition
FROM r
JOIN pg_class AS c ON c.oid = r.oid
LEFT JOIN pg_am AS a ON a.oid = c.relam
LEFT JOIN pg_class AS t ON t.oid = c.reltoastrelid
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
LEFT JOIN pg_foreign_table AS ft ON ft.ftrelid = c.oid
LEFT JOIN pg_foreign_server AS fs ON fs.oid = ft.ftserver
LEFT JOIN (
    SELECT i.inhrelid, string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) AS parents,
        bool_or(i.inhdetachpending) AS detach_pending
    FROM pg_inherits AS i GROUP BY i.inhrelid) AS i ON i.inhrelid = c.oid
WHERE r.relkind IN ('r', 'p', 'f') AND r.own
)sql"};

// A column of a view is described only where it has a default of its own.
constexpr Family columns{Facet::structure, R"sql(
SELECT r.oid AS objid, 'column ' || r.name || '.' || quote_ident(a.attname) AS key,
    r.kind || r.name AS parent,
    concat_ws(' ',
        quote_ident(a.attname),
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attcollation <> t.typcollation
            THEN (SELECT format('COLLATE %I.%I', cn.nspname, co.collname)
                  FROM pg_collation AS co
                  JOIN pg_namespace AS cn ON cn.oid = co.collnamespace
                  WHERE co.oid = a.attcollation) END,
        CASE WHEN a.attstorage <> t.typstorage
            THEN 'STORAGE ' || CASE a.attstorage
                WHEN 'p' THEN 'PLAIN'
                WHEN 'e' THEN 'EXTERNAL'
                WHEN 'm' THEN 'MAIN'
                ELSE 'EXTENDED' END
        END,
        CASE a.attcompression WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END,
        {from 18}
        (SELECT concat_ws(' ',
                CASE WHEN k.conname <> r.relname || '_' || a.attname || '_not_null'
                    THEN 'CONSTRAINT ' || quote_ident(k.conname) END,
                'NOT NULL',
                CASE WHEN k.connoinherit THEN 'NO INHERIT' END,
                CASE WHEN NOT k.convalidated THEN 'NOT VALID' END,
                CASE WHEN k.coninhcount > 0
                    THEN CASE WHEN k.conislocal THEN 'OF BOTH' ELSE 'OF THE PARENT' END END)
         FROM pg_constraint AS k
         WHERE k.conrelid = r.oid AND k.contype = 'n' AND k.conkey = ARRAY[a.attnum]),
        {else}
        CASE WHEN a.attnotnull THEN 'NOT NULL' END,
        {end}
        CASE
            WHEN a.attgenerated = 's'
                THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
            WHEN a.attgenerated = 'v'
                THEN 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL'
            WHEN d.adbin IS NOT NULL THEN 'DEFAULT ' || pg_get_expr(d.adbin, 0) END,
        CASE a.attidentity
            WHEN 'a' THEN 'GENERATED ALWAYS AS IDENTITY'
            WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' END,
        CASE WHEN a.attinhcount > 0
            THEN CASE WHEN a.attislocal THEN 'INHERITED AND LOCAL' ELSE 'INHERITED' END
                || CASE WHEN a.attinhcount > 1 THEN ' ' || a.attinhcount || ' TIMES' ELSE '' END
            END,
        'STATISTICS ' || nullif(a.attstattarget, -1),
        CASE WHEN a.attoptions IS NOT NULL THEN 'WITH (' || {options a.attoptions} || ')' END,
        CASE WHEN a.attfdwoptions IS NOT NULL
            THEN 'OPTIONS (' || {list a.attfdwoptions} || ')' END) AS definition
FROM r
JOIN pg_attribute AS a ON a.attrelid = r.oid
JOIN pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
    AND r.columns AND (r.relkind <> 'v' OR d.adbin IS NOT NULL)
)sql",
                         true};

constexpr Family column_order{Facet::order, R"sql(
SELECT r.oid AS objid, 'column order of ' || min(r.kind || r.name) AS key,
    min(r.kind || r.name) AS parent,
    string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS definition
FROM r
JOIN pg_attribute AS a ON a.attrelid = r.oid
WHERE a.attnum > 0 AND NOT a.attisdropped AND r.columns AND r.relkind <> 'v'
GROUP BY r.oid
)sql"};

constexpr Family views{Facet::structure, R"sql(
SELECT c.oid AS objid, r.kind || r.name AS key, format('schema %I', r.nspname) AS parent,
    concat_ws(' ',
        CASE c.relkind WHEN 'm' THEN 'CREATE MATERIALIZED VIEW ' ELSE 'CREATE VIEW ' END || r.name,
        CASE WHEN a.amname <> 'heap' THEN 'USING ' || quote_ident(a.amname) END,
        'WITH (' || {list c.reloptions} || ')',
        'TABLESPACE ' || quote_ident(s.spcname),
        'AS' || E'\n' || pg_get_viewdef(c.oid),
        (SELECT 'COLUMNS (' || string_agg(concat_ws(' ',
                quote_ident(o.attname),
                'STATISTICS ' || nullif(o.attstattarget, -1),
                CASE WHEN o.attstorage <> ot.typstorage THEN 'STORAGE ' || o.attstorage::text END,
                nullif('COMPRESSION ' || o.attcompression::text, 'COMPRESSION '),
                'WITH (' || {options o.attoptions} || ')'), ', ' ORDER BY o.attnum) || ')'
         FROM pg_attribute AS o
         JOIN pg_type AS ot ON ot.oid = o.atttypid
         WHERE c.relkind = 'm' AND o.attrelid = c.oid AND o.attnum > 0 AND NOT o.attisdropped
            AND (o.attstattarget >= 0 OR o.attstorage <> ot.typstorage OR o.attcompression <> ''
                OR {options o.attoptions} IS NOT NULL)),
        'DEPENDS ON EXTENSION ' || (
            SELECT string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname)
            FROM pg_depend AS d
            JOIN pg_extension AS x ON x.oid = d.refobjid
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'x'),
        CASE WHEN NOT c.relispopulated THEN 'WITH NO DATA' END) AS definition
FROM r
JOIN pg_class AS c ON c.oid = r.oid
LEFT JOIN pg_am AS a ON a.oid = c.relam
LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
WHERE r.relkind IN ('v', 'm') AND r.own
)sql"};

constexpr Family sequences{Facet::structure, R"sql(
SELECT c.oid AS objid, r.kind || r.name AS key,
    CASE WHEN ta.attname IS NULL
        THEN format('schema %I', r.nspname)
        ELSE format('column %I.%I.%I', tn.nspname, t.relname, ta.attname) END AS parent,
    concat_ws(' ',
        CASE WHEN c.relpersistence = 'u' THEN 'CREATE UNLOGGED SEQUENCE' ELSE 'CREATE SEQUENCE' END,
        format('%s AS %s START %s INCREMENT %s MINVALUE %s MAXVALUE %s CACHE %s',
            r.name, format_type(s.seqtypid, NULL),
            s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache),
        CASE WHEN s.seqcycle THEN 'CYCLE' END,
        CASE WHEN ta.attname IS NOT NULL
            THEN format('OWNED BY %I.%I.%I', tn.nspname, t.relname, ta.attname) END) AS definition
FROM r
JOIN pg_sequence AS s ON s.seqrelid = r.oid
JOIN pg_class AS c ON c.oid = r.oid
LEFT JOIN pg_depend AS o ON o.classid = 'pg_class'::regclass AND o.objid = c.oid
    AND o.refclassid = 'pg_class'::regclass AND o.refobjsubid > 0 AND o.deptype IN ('a', 'i')
LEFT JOIN pg_class AS t ON t.oid = o.refobjid
LEFT JOIN pg_attribute AS ta ON ta.attrelid = o.refobjid AND ta.attnum = o.refobjsubid
LEFT JOIN pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE r.own
)sql"};

// The server's own function takes long to find out which operator class is a type's default. So an
// index on one or two columns without anything special is spelt here, word by word as the server
// does. OFFSET keeps the planner from hashing all columns for the sake of these few.
constexpr Family indexes{Facet::structure, R"sql(
SELECT r.oid AS objid, r.kind || r.name AS key,
    CASE WHEN k.oid IS NOT NULL
        THEN 'constraint ' || quote_ident(k.conname) || ' on ' || t.name
        ELSE t.kind || t.name END AS parent,
    concat_ws(' ',
        CASE WHEN r.relkind = 'i' AND r.relam = 403 AND r.reloptions IS NULL
                AND i.indexprs IS NULL AND i.indpred IS NULL
                AND i.indnatts <= 2 AND i.indnkeyatts = i.indnatts
                {from 15} AND NOT i.indnullsnotdistinct {else} {end}
                AND i.indoption[0] = 0 AND o1.opcdefault AND i.indcollation[0] = a1.attcollation
                AND (o1.opcintype = a1.atttypid OR o1.opcintype = 25 AND a1.atttypid = 1043)
                AND (i.indnatts = 1
                    OR i.indoption[1] = 0 AND o2.opcdefault AND i.indcollation[1] = a2.attcollation
                    AND (o2.opcintype = a2.atttypid OR o2.opcintype = 25 AND a2.atttypid = 1043))
            THEN CASE WHEN i.indisunique THEN 'CREATE UNIQUE INDEX ' ELSE 'CREATE INDEX ' END
                || quote_ident(r.relname) || ' ON ' || t.name
                || ' USING btree (' || quote_ident(a1.attname)
                || CASE WHEN i.indnatts = 2 THEN ', ' || quote_ident(a2.attname) ELSE '' END || ')'
            ELSE pg_get_indexdef(i.indexrelid) END,
        'TABLESPACE ' || quote_ident(s.spcname),
        CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
        CASE WHEN NOT i.indisready THEN 'NOT READY' END,
        CASE WHEN NOT i.indislive THEN 'NOT LIVE' END,
        CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
        CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
        CASE WHEN r.relispartition
            THEN 'ATTACHED TO ' || (
                SELECT h.inhparent::regclass::text
                FROM pg_inherits AS h
                WHERE h.inhrelid = r.oid) END,
        'DEPENDS ON EXTENSION ' || x.extensions,
        CASE WHEN i.indexprs IS NOT NULL
            THEN 'STATISTICS (' || (
                SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum)
                FROM pg_attribute AS a
                WHERE a.attrelid = r.oid AND a.attstattarget >= 0) || ')' END) AS definition
FROM r
JOIN pg_index AS i ON i.indexrelid = r.oid
JOIN r AS t ON t.oid = i.indrelid
LEFT JOIN LATERAL (
    SELECT a.* FROM pg_attribute AS a
    WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    OFFSET 0) AS a1 ON true
LEFT JOIN LATERAL (
    SELECT a.* FROM pg_attribute AS a
    WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[1]
    OFFSET 0) AS a2 ON true
LEFT JOIN pg_opclass AS o1 ON o1.oid = i.indclass[0]
LEFT JOIN pg_opclass AS o2 ON o2.oid = i.indclass[1]
LEFT JOIN pg_tablespace AS s ON s.oid = r.reltablespace
LEFT JOIN pg_constraint AS k ON k.conrelid = i.indrelid AND k.conindid = i.indexrelid
    AND k.contype IN ('p', 'u', 'x')
LEFT JOIN (
    SELECT d.objid, string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname) AS extensions
    FROM pg_depend AS d
    JOIN pg_extension AS x ON x.oid = d.refobjid
    WHERE d.refclassid = 'pg_extension'::regclass AND d.classid = 'pg_class'::regclass
        AND d.deptype = 'x'
    GROUP BY d.objid) AS x ON x.objid = r.oid
WHERE t.own
)sql"};

}  // namespace

extern const ObjectClass relations_class{"pg_class",
                                         identity_of_relations,
                                         {tables, columns, column_order, views, sequences, indexes},
                                         true,
                                         "true",
                                         shared};

}  // namespace migration
