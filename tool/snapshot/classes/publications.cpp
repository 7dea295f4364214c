// Publications with their tables and schemas, and subscriptions.

#include "snapshot/object_class.hpp"

namespace migration {

extern const ObjectClass publications_class{"pg_publication",
                                            R"sql(
SELECT p.oid AS objid, 0 AS subid, format('publication %I', p.pubname) AS key,
    NOT {member pg_publication p} AS own,
    p.pubowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_publication AS p
)sql",
                                            {{Facet::structure, R"sql(
SELECT p.oid AS objid, format('publication %I', p.pubname) AS key, NULL AS parent,
    concat_ws(' ', format('CREATE PUBLICATION %I', p.pubname),
        CASE WHEN p.puballtables THEN 'FOR ALL TABLES' END,
        'FOR TABLE ' || (
            SELECT string_agg(concat_ws(' ', r.prrelid::regclass::text,
                {from 15}
                    '(' || (
                        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
                        FROM pg_attribute AS a
                        WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])) || ')',
                    'WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'
                {else} NULL {end}), ', ' ORDER BY r.prrelid::regclass::text COLLATE "C")
            FROM pg_publication_rel AS r
            WHERE r.prpubid = p.oid),
        {from 15}
            'FOR TABLES IN SCHEMA ' || (
                SELECT string_agg(r.pnnspid::regnamespace::text, ', '
                    ORDER BY r.pnnspid::regnamespace::text COLLATE "C")
                FROM pg_publication_namespace AS r
                WHERE r.pnpubid = p.oid)
        {else} NULL {end},
        format('WITH (insert = %s, update = %s, delete = %s, truncate = %s, '
            'publish_via_partition_root = %s)',
            p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot),
        'GENERATED COLUMNS ' || nullif(to_jsonb(p) ->> 'pubgencols', 'n')) AS definition
FROM pg_publication AS p
WHERE NOT {member pg_publication p}
)sql"}}};

extern const ObjectClass subscriptions_class{
    "pg_subscription",
    R"sql(
SELECT s.oid AS objid, 0 AS subid, format('subscription %I', s.subname) AS key,
    s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database()) AS own,
    s.subowner AS owner, NULL::aclitem[] AS acl, '' AS acl_kind
FROM pg_subscription AS s
)sql",
    {{Facet::structure, R"sql(
SELECT s.oid AS objid, format('subscription %I', s.subname) AS key, NULL AS parent,
    format('CREATE SUBSCRIPTION %I PUBLICATION %s WITH (enabled = %s, slot = %s, '
        'synchronous_commit = %s, binary = %s, streaming = %s)',
        s.subname, {list s.subpublications}, s.subenabled,
        coalesce(quote_ident(s.subslotname), 'NONE'), s.subsynccommit, s.subbinary, s.substream)
        || {from 15} format(' TWO PHASE %s DISABLE ON ERROR %s SKIP %s',
            s.subtwophasestate, s.subdisableonerr, s.subskiplsn) {else} '' {end}
        || {from 16} format(' RUN AS OWNER %s PASSWORD REQUIRED %s ORIGIN %s',
            s.subrunasowner, s.subpasswordrequired, s.suborigin) {else} '' {end}
        || {from 17} format(' FAILOVER %s', s.subfailover) {else} '' {end} AS definition
FROM pg_subscription AS s
WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
)sql"},
     // Only a superuser may read where it connects to; a password in it is not told.
     {Facet::server, R"sql(
SELECT s.oid AS objid, format('connection of subscription %I', s.subname) AS key,
    format('subscription %I', s.subname) AS parent,
    {from superuser}
    regexp_replace(
        regexp_replace(s.subconninfo, $$(password\s*=\s*)('[^']*'|\S+)$$, '\1(hidden)', 'gi'),
        '(://[^:/@]*):[^@]*@', '\1:(hidden)@')
    {else} 'not told' {end} AS definition
FROM pg_subscription AS s
WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database())
)sql"}},
    false};

}  // namespace migration
