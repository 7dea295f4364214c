// graphile-migrate 2.0, src/migration.ts, src/currentRunner.ts: "000001.sql" stands for the file
// 000001-name.sql, too. The table `current` holds the last current.sql that ran.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool graphile_migrate_history{
    .name = "graphile-migrate",
    .own_schema = "graphile_migrate",
    .columns = {"hash", "previous_hash", "filename", "date"},
    .query = R"sql(
SELECT 'applied', pg_catalog.regexp_replace(filename, '[.]sql$', ''), hash
FROM {table}
ORDER BY filename
)sql",
    .other_table = "current",
    .other_query = R"sql(
SELECT 'warned', NULL, NULL,
    pg_catalog.format('the database has also run "%s", which is not a migration yet', filename)
FROM {other}
WHERE pg_catalog.regexp_replace(content, '--[^\n]*', '', 'g') ~ '\S'
)sql",
    .identity = &by_number,
    .is_unchanged = has_hash_line,
    .record = R"sql(
INSERT INTO {table} (hash, previous_hash, filename)
VALUES ({hash line}, nullif({previous line}, '-'), {version} || '.sql')
)sql",
    .forget = "DELETE FROM {table} WHERE filename = {version} || '.sql'",
    .why_not_kept = "its rows hold the hash in the script's head, which a set of layout",
    .only_layout = "graphile-migrate",
    .lock_keys = [](const LedgerName&, std::string_view) -> std::vector<std::int64_t> {
        return {4727445306447283};  // src/pgReal.ts
    },
};

}  // namespace migration
