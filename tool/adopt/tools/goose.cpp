// goose 3.30, internal/dialects/postgres.go: the newest row of a version counts. Version 0 is the
// row that goose begins with.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool goose_history{
    .name = "goose",
    .columns = {"id", "version_id", "is_applied", "tstamp"},
    .query = R"sql(
SELECT 'applied', version_id::text
FROM (
    SELECT DISTINCT ON (version_id) id, version_id, is_applied
    FROM {table}
    WHERE version_id > 0
    ORDER BY version_id, id DESC) AS newest
WHERE is_applied
ORDER BY id
)sql",
    .identity = &by_number,
    .record = R"sql(
INSERT INTO {table} (version_id, is_applied) VALUES ({number}, true)
)sql",
    .forget = "DELETE FROM {table} WHERE version_id = {number}",
};

}  // namespace migration
