// As tables of yoyo 9.0 show: the id is the file's name without its extension; the hash is that of
// the id and says nothing of the text.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool yoyo_history{
    .name = "yoyo",
    .tables = {"_yoyo_migration"},
    .columns = {"migration_hash", "migration_id"},
    .has_more_columns = true,
    .query = "SELECT 'applied', migration_id FROM {table} ORDER BY applied_at_utc, migration_id",
    .other_table = "yoyo_lock",
    .other_query = R"sql(
SELECT 'refused', NULL, NULL, pg_catalog.format('yoyo holds its lock: process %s', pid),
    'wait for it; if it is dead, see what it left, then run ''yoyo break-lock'''
FROM {other}
)sql",
    .identity = &by_name,
    .record = R"sql(
INSERT INTO {table} (migration_hash, migration_id, applied_at_utc)
VALUES ({stem hash}, {stem}, now() AT TIME ZONE 'UTC')
)sql",
    .forget = "DELETE FROM {table} WHERE migration_hash = {stem hash}",
};

}  // namespace migration
