// Sqitch 1.6, lib/App/Sqitch/Engine/pg.pm, Role/DBIEngine.pm, Plan/Change.pm: `changes` has what is
// deployed, `events` what was tried. Old registries have the change's id in place of the script's
// hash.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool sqitch_history{
    .name = "sqitch",
    .own_schema = "sqitch",
    .tables = {"changes"},
    .columns = {"change_id", "script_hash", "change", "project", "committed_at", "planned_at"},
    .has_more_columns = true,
    .query = R"sql(
SELECT 'applied', change, nullif(script_hash, change_id), NULL, NULL, project
FROM {table}
ORDER BY committed_at
)sql",
    .other_table = "events",
    .other_query = R"sql(
SELECT 'refused', NULL, NULL,
    pg_catalog.format('the deploy script of "%s" failed, and the change was not deployed since',
        change),
    pg_catalog.format('undo what the script left, then deploy the change with Sqitch, '
        'or forget the event: DELETE FROM %s WHERE event = ''fail'' AND change = %L',
        tableoid::pg_catalog.regclass, change),
    project
FROM (
    SELECT DISTINCT ON (change_id) tableoid, event, change_id, change, project
    FROM {other}
    ORDER BY change_id, committed_at DESC) AS newest
WHERE event = 'fail' AND NOT EXISTS (SELECT FROM {table} AS c WHERE c.change_id = newest.change_id)
)sql",
    .identity = &by_change,
    .is_unchanged = has_sha1,
    .why_not_kept = "its rows hold a hash of the plan, which the set does not carry",
};

}  // namespace migration
