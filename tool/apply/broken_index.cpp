#include "apply/broken_index.hpp"

#include <regex>

#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

// Indexes that are not valid, and whether another session works at their table. A parent index
// whose parts are not attached yet (relkind I) is not broken.
const std::string invalid_sql = R"(SELECT pg_catalog.format('%I.%I', n.nspname, i.relname),
    EXISTS (SELECT FROM pg_catalog.pg_locks AS l
        JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
        WHERE l.relation = x.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
            AND l.pid <> pg_catalog.pg_backend_pid() AND a.backend_type = 'client backend')
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
WHERE NOT x.indisvalid AND i.relkind = 'i')";

// Those of the table $1 that bear the name $2; without one, a name that the server chooses for
// indexes of that table.
const std::string broken_sql = invalid_sql + R"( AND x.indrelid = pg_catalog.to_regclass($1)
    AND CASE WHEN $2 <> '' THEN i.relname = $2
        ELSE pg_catalog.starts_with(i.relname, t.relname || '_') AND i.relname ~ '_idx[0-9]*$' END
ORDER BY 1)";

// Those that REINDEX CONCURRENTLY leaves of the table, or of the index, $1 and of its partitions;
// of the schema $2; or of all tables. A table's TOAST index is rebuilt with it.
const std::string reindexed_sql =
    invalid_sql + R"( AND i.relname ~ '_cc(new|old)[0-9]*$' AND EXISTS (
        SELECT FROM pg_catalog.pg_class AS w
        JOIN pg_catalog.pg_namespace AS s ON s.oid = w.relnamespace
        WHERE (w.oid = x.indrelid OR w.reltoastrelid = x.indrelid) AND s.nspname !~ '^pg_'
            AND ($2 = '' OR s.nspname = $2)
            AND ($1 = '' OR w.oid IN (
                SELECT p.relid
                FROM pg_catalog.pg_class AS c
                LEFT JOIN pg_catalog.pg_index AS o ON o.indexrelid = c.oid
                CROSS JOIN LATERAL (
                    SELECT coalesce(o.indrelid, c.oid)
                    UNION
                    SELECT t.relid
                    FROM pg_catalog.pg_partition_tree(coalesce(o.indrelid, c.oid)) AS t)
                    AS p (relid)
                WHERE c.oid = pg_catalog.to_regclass($1))))
ORDER BY 1)";

// What REINDEX names: its kind, and the name as it is written.
const std::regex reindex(R"(^reindex\s*(?:\([^)]*\)\s*)?(index|table|schema|database|system)\s+)"
                         R"((?:concurrently\s+)?([\s\S]*?)\s*;?$)",
                         std::regex::icase);

// The newest index of the table $1, where an older one is the same in all but its name.
constexpr const char* twin_sql = R"(SELECT pg_catalog.format('%I.%I', n.nspname, i.relname)
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
WHERE x.indexrelid = (SELECT max(y.indexrelid) FROM pg_catalog.pg_index AS y
        WHERE y.indrelid = pg_catalog.to_regclass($1))
    AND EXISTS (SELECT FROM pg_catalog.pg_index AS o
        JOIN pg_catalog.pg_class AS c ON c.oid = o.indexrelid
        WHERE o.indrelid = x.indrelid AND o.indexrelid <> x.indexrelid AND o.indisvalid
            AND c.relam = i.relam
            AND c.reloptions IS NOT DISTINCT FROM i.reloptions
            AND (o.indisunique, o.indkey::text, o.indclass::text,
                    o.indcollation::text, o.indoption::text)
                = (x.indisunique, x.indkey::text, x.indclass::text,
                    x.indcollation::text, x.indoption::text)
            AND pg_catalog.pg_get_expr(o.indexprs, o.indrelid) IS NOT DISTINCT FROM
                pg_catalog.pg_get_expr(x.indexprs, x.indrelid)
            AND pg_catalog.pg_get_expr(o.indpred, o.indrelid) IS NOT DISTINCT FROM
                pg_catalog.pg_get_expr(x.indpred, x.indrelid)))";

constexpr std::chrono::milliseconds index_poll(200);

// Drops what the query finds; waits for what others still work at.
std::vector<std::string> drop_invalid(Session& session, const std::string& query,
                                      const std::vector<Session::Parameter>& parameters,
                                      std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::vector<std::string> dropped;
    for (;;) {
        const Rows broken = session.rows(query, parameters);
        bool busy = false;
        for (int i = 0; i < broken.size(); ++i) busy = busy || broken.is_true(i, 1);
        if (!busy) {
            for (int i = 0; i < broken.size(); ++i) {
                session.run("DROP INDEX CONCURRENTLY IF EXISTS " + broken.text(i, 0));
                dropped.push_back(broken.text(i, 0));
            }
            return dropped;
        }
        if (std::chrono::steady_clock::now() >= deadline)
            throw Error(ErrorKind::lock_busy,
                        "another session still builds \"" + broken.text(0, 0) + "\"",
                        "wait for it, or end it, then run 'up' again");
        pause_unless_interrupted(index_poll);
    }
}

// The name as the server has it.
std::string unquoted(const std::string& name) {
    if (!name.starts_with('"')) return to_lower(name);
    std::string plain;
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        if (name[i] == '"') ++i;
        plain += name[i];
    }
    return plain;
}

}  // namespace

std::vector<std::string> drop_broken_index(Session& session, const ConcurrentIndex& wanted,
                                           std::chrono::milliseconds limit) {
    return drop_invalid(session, broken_sql, {wanted.table, wanted.index}, limit);
}

std::vector<std::string> drop_reindex_leftovers(Session& session, std::string_view sql,
                                                std::chrono::milliseconds limit) {
    const std::string text(trim(sql));
    std::smatch parts;
    if (!std::regex_match(text, parts, reindex)) return {};
    const std::string kind = to_lower(parts[1].str()), name = parts[2].str();
    if (kind == "schema") return drop_invalid(session, reindexed_sql, {"", unquoted(name)}, limit);
    const bool all = kind == "database" || kind == "system";
    return drop_invalid(session, reindexed_sql, {all ? "" : name, ""}, limit);
}

std::vector<std::string> drop_twin_index(Session& session, const ConcurrentIndex& made) {
    std::vector<std::string> dropped;
    if (!made.index.empty()) return dropped;
    const Rows twins = session.rows(twin_sql, {made.table});
    for (int i = 0; i < twins.size(); ++i) {
        session.run("DROP INDEX CONCURRENTLY IF EXISTS " + twins.text(i, 0));
        dropped.push_back(twins.text(i, 0));
    }
    return dropped;
}

}  // namespace migration
