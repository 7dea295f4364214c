// Hasura 2: the command line keeps its state as JSON in hdb_version, for each database a map from
// version to whether it is dirty. The table of version 1 is not read.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool hasura_history{
    .name = "hasura",
    .own_schema = "hdb_catalog",
    .tables = {"hdb_version"},
    .columns = {"cli_state"},
    .has_more_columns = true,
    .query = R"sql(
SELECT CASE m.value WHEN 'true' THEN 'refused' ELSE 'applied' END, m.key, NULL,
    pg_catalog.format('version %s is dirty: its script failed', m.key),
    'finish by hand what the script began, or undo it; '
        'then run ''hasura migrate apply --skip-execution'' '
        'or ''hasura migrate delete'' for the version',
    d.key
FROM {table} AS h
CROSS JOIN pg_catalog.jsonb_each(coalesce(h.cli_state -> 'migrations', '{}')) AS d
CROSS JOIN pg_catalog.jsonb_each_text(d.value) AS m
ORDER BY m.key
)sql",
    .identity = &by_number,
    .why_not_kept = "its state belongs to the server of Hasura",
};

}  // namespace migration
