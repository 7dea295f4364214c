// Supabase's command line 2.104, pkg/migration/history.go.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool supabase_history{
    .name = "supabase",
    .own_schema = "supabase_migrations",
    .tables = {"schema_migrations"},
    .columns = {"version", "statements", "name"},
    .has_more_columns = true,
    .query = "SELECT 'applied', version FROM {table} ORDER BY version",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (version, statements, name) VALUES ({version}, {statements}, {slug})
)sql",
    .forget = "DELETE FROM {table} WHERE version = {version}",
};

}  // namespace migration
