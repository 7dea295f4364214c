// Ory pop, ory/x 0.0.729, popx/migrator.go.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool pop_history{
    .name = "pop",
    .tables = {"schema_migration"},
    .columns = {"version", "version_self"},
    .query = "SELECT 'applied', version::text FROM {table} ORDER BY version",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (version, version_self) VALUES ({version}, 0)
)sql",
    .forget = "DELETE FROM {table} WHERE version = {version}",
};

}  // namespace migration
