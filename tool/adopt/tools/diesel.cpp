// As tables of Diesel 2.3 show: the folder's name before the first "_", without its dashes.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool diesel_history{
    .name = "diesel",
    .tables = {"__diesel_schema_migrations"},
    .columns = {"version", "run_on"},
    .query = "SELECT 'applied', version FROM {table} ORDER BY run_on, version",
    .identity = &by_dashless_text,
    .record = "INSERT INTO {table} (version) VALUES ({dashless})",
    .forget = "DELETE FROM {table} WHERE version = {dashless}",
};

}  // namespace migration
