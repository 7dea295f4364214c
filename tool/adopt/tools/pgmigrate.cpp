// pgmigrate 1.0.13, pgmigrate.py: a row of the type "manual" is a baseline.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool pgmigrate_history{
    .name = "pgmigrate",
    .tables = {"schema_version"},
    .columns = {"version", "description", "type", "installed_by", "installed_on"},
    .query = R"sql(
SELECT CASE type::text WHEN 'manual' THEN 'baseline' ELSE 'applied' END, version::text
FROM {table}
ORDER BY version
)sql",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (version, description, type, installed_by)
VALUES ({number}, {words}, 'auto', current_user)
)sql",
    .forget = "DELETE FROM {table} WHERE version = {number} AND type = 'auto'",
};

}  // namespace migration
