// As tables of Alembic 1.20 show: the table holds the heads, not what led to them.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool alembic_history{
    .name = "alembic",
    .tables = {"alembic_version"},
    .columns = {"version_num"},
    .query = R"sql(
SELECT CASE count(*) WHEN 1 THEN 'up_to' ELSE 'refused' END, pg_catalog.min(version_num), NULL,
    'several heads: '
        || pg_catalog.string_agg('"' || version_num || '"', ', ' ORDER BY version_num),
    'join them with ''alembic merge heads'' and ''alembic upgrade head'', then try again'
FROM {table}
HAVING count(*) > 0
)sql",
    .identity = &by_text,
    .why_not_kept = "its table holds the heads of a graph, which the set does not carry",
};

}  // namespace migration
