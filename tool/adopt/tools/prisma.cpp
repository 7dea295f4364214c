// As tables of Prisma's schema engine show: a migration that neither finished nor was marked as
// rolled back has failed, or runs still.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool prisma_history{
    .name = "prisma",
    .columns = {"migration_name", "checksum", "started_at", "finished_at", "rolled_back_at",
                "applied_steps_count"},
    .has_more_columns = true,
    .query = R"sql(
SELECT CASE WHEN finished_at IS NULL THEN 'refused' ELSE 'applied' END, migration_name, checksum,
    pg_catalog.format('"%s" has not finished: it failed, or it runs still', migration_name),
    pg_catalog.format('finish its script by hand and run ''prisma migrate resolve --applied %s'', '
        'or undo what it did and run the same with --rolled-back', migration_name)
FROM {table}
WHERE rolled_back_at IS NULL
ORDER BY started_at, migration_name
)sql",
    .identity = &by_name,
    .is_unchanged = has_sha256,
    .record = R"sql(
INSERT INTO {table}
    (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
VALUES (gen_random_uuid()::text, {sha256}, clock_timestamp(), {folder},
        clock_timestamp() - {milliseconds} * interval '1 millisecond', 1)
)sql",
    .forget = "DELETE FROM {table} WHERE migration_name = {folder}",
    .lock_keys = [](const LedgerName&, std::string_view) -> std::vector<std::int64_t> {
        return {72707369};  // schema-engine/connectors/sql-schema-connector/src/flavour/postgres.rs
    },
};

}  // namespace migration
