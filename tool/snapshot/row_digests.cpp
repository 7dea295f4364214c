#include "snapshot/row_digests.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

// Tables that are read by one statement.
constexpr int batch = 100;

// Runs `select` of each row, glued by UNION ALL, a batch at a time. Each gives key, parent and definition.
void read_batches(Session& session, const Rows& sources, Snapshot& snapshot) {
    for (int first = 0; first < sources.size(); first += batch) {
        std::string sql;
        for (int i = first; i < std::min(first + batch, sources.size()); ++i)
            sql += (i == first ? "" : " UNION ALL ") + sources.text(i, 0);
        const Rows rows = session.rows(sql);
        for (int i = 0; i < rows.size(); ++i)
            snapshot[rows.text(i, 0)] = {Facet::rows, rows.text(i, 1), rows.text(i, 2)};
    }
}

}  // namespace

void read_rows(Session& session, Snapshot& snapshot) {
    // Two 64-bit hashes a row, each summed: the sum forgets the order of rows, sorting by name that of
    // columns.
    read_batches(session, session.rows(R"sql(
SELECT pg_catalog.format(
    'SELECT %L, %L, pg_catalog.count(*) || '' rows, digest '' || coalesce(pg_catalog.sum(pg_catalog.hashtextextended(%s, 0)::numeric), 0)'
        || ' || ''/'' || coalesce(pg_catalog.sum(pg_catalog.hashtextextended(%s, 1)::numeric), 0) FROM ONLY %I.%I AS r',
    'rows of ' || pg_catalog.format('table %I.%I', n.nspname, c.relname),
    pg_catalog.format('table %I.%I', n.nspname, c.relname),
    columns.row, columns.row, n.nspname, c.relname)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT 'ROW(' || coalesce(pg_catalog.string_agg('r.' || pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attname), '') || ')::text'
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns (row)
WHERE c.relkind = 'r' AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"),
                 snapshot);
}

void read_sequence_values(Session& session, Snapshot& snapshot) {
    read_batches(session, session.rows(R"sql(
SELECT pg_catalog.format(
    'SELECT %L, %L, last_value || CASE WHEN is_called THEN '', called'' ELSE '', not called'' END FROM %I.%I',
    'value of ' || pg_catalog.format('sequence %I.%I', n.nspname, c.relname),
    pg_catalog.format('sequence %I.%I', n.nspname, c.relname),
    n.nspname, c.relname)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'S' AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
)sql"),
                 snapshot);
}

}  // namespace migration
