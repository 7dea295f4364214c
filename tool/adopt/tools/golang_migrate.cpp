// As tables of golang-migrate 4.20 show: one row with the version that the last run was to reach,
// -1 for none. While the row is dirty nobody knows what the database has.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool golang_migrate_history{
    .name = "golang-migrate",
    .columns = {"version", "dirty"},
    .query = R"sql(
SELECT CASE WHEN dirty THEN 'refused' ELSE 'up_to' END, version::text, NULL,
    CASE WHEN version < 0 THEN 'dirty: the down script of the first migration failed'
        ELSE pg_catalog.format('dirty: a script on the way to version %s failed', version) END,
    'finish by hand what the script began, or undo it; then run ''migrate force VERSION'' with the '
        'version that the database really has'
FROM {table}
WHERE dirty OR version >= 0
)sql",
    .identity = &by_number,
    .record = R"sql(
DELETE FROM {table};
INSERT INTO {table} (version, dirty) VALUES ({number}, false)
)sql",
    .forget = R"sql(
DELETE FROM {table};
INSERT INTO {table} (version, dirty) SELECT {before}, false WHERE {before} IS NOT NULL
)sql",
};

}  // namespace migration
