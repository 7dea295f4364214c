// As tables of sql-migrate 1.8 show: the file's whole name.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool sql_migrate_history{
    .name = "sql-migrate",
    .tables = {"gorp_migrations", "migrations"},
    .columns = {"id", "applied_at"},
    .query = "SELECT 'applied', id FROM {table} ORDER BY applied_at, id",
    .identity = &by_name,
    .record = "INSERT INTO {table} (id, applied_at) VALUES ({file}, now())",
    .forget = "DELETE FROM {table} WHERE id = {file}",
};

}  // namespace migration
