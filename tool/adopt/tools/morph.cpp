// morph, drivers/postgres/postgres.go.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool morph_history{
    .name = "morph",
    .tables = {"db_migrations"},
    .columns = {"version", "name"},
    .query = "SELECT 'applied', version::text FROM {table} ORDER BY version",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (version, name) VALUES ({number}, {slug})
)sql",
    .forget = "DELETE FROM {table} WHERE version = {number}",
};

}  // namespace migration
