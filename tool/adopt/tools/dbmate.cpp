// As tables of dbmate 2.36 show.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool dbmate_history{
    .name = "dbmate",
    .tables = {"schema_migrations"},
    .columns = {"version"},
    .query = "SELECT 'applied', version::text FROM {table} ORDER BY version",
    .identity = &by_number,
    .record = "INSERT INTO {table} (version) VALUES ({version})",
    .forget = "DELETE FROM {table} WHERE version = {version}",
};

}  // namespace migration
