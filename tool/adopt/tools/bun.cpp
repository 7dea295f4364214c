// bun 1.2, migrate/migration.go, migrator.go: the name is the digits of the file's name.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool bun_history{
    .name = "bun",
    .tables = {"bun_migrations"},
    .columns = {"id", "name", "group_id", "migrated_at"},
    .query = "SELECT 'applied', name FROM {table} ORDER BY id",
    .other_table = "bun_migration_locks",
    .other_query = R"sql(
SELECT 'refused', NULL, NULL, 'bun holds its lock, in "bun_migration_locks"',
    'wait for it; if it is dead, see what it left, and call Migrator.Unlock()'
FROM {other}
)sql",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (name, group_id) SELECT {version}, coalesce(max(group_id), 0) + 1 FROM {table}
)sql",
    .forget = "DELETE FROM {table} WHERE name = {version}",
};

}  // namespace migration
