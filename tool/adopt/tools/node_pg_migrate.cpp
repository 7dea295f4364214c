// node-pg-migrate 9.0, src/runner.ts: the file's name without its extension.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool node_pg_migrate_history{
    .name = "node-pg-migrate",
    .tables = {"pgmigrations"},
    .columns = {"id", "name", "run_on"},
    .query = "SELECT 'applied', name FROM {table} ORDER BY run_on, id",
    .identity = &by_name,
    .record = "INSERT INTO {table} (name, run_on) VALUES ({stem}, now())",
    .forget = "DELETE FROM {table} WHERE name = {stem}",
    .lock_keys = [](const LedgerName&, std::string_view) -> std::vector<std::int64_t> {
        return {7241865325823964};  // src/runner.ts
    },
};

}  // namespace migration
