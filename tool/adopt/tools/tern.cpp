// tern 2.4, migrate/migrate.go: one row with the last version, 0 for none.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool tern_history{
    .name = "tern",
    .tables = {"schema_version"},
    .columns = {"version"},
    .query = "SELECT 'up_to', version::text FROM {table} WHERE version > 0",
    .identity = &by_number,
    .record = "UPDATE {table} SET version = {number}",
    .forget = "UPDATE {table} SET version = coalesce({before}, 0)",
    .lock_keys = [](const LedgerName&, std::string_view) -> std::vector<std::int64_t> {
        return {9628173550095224};  // migrate/migrate.go
    },
};

}  // namespace migration
