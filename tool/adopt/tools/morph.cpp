// morph, drivers/postgres/postgres.go.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool morph_history{
    .name = "morph",
    .tables = {"db_migrations"},
    .columns = {"version", "name"},
    .query = "SELECT 'applied', version::text FROM {table} ORDER BY version",
    .identity = &by_number,
};

}  // namespace migration
