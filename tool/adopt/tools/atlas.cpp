// Atlas 1.2, sql/migrate/migrate.go: type is a set of bits, 1 for a baseline, 4 for a revision that
// somebody has set as applied. Versions that begin with a point are Atlas's own notes. The hash
// covers all files before, so a file that came in between changes it: it is not compared.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool atlas_history{
    .name = "atlas",
    .own_schema = "atlas_schema_revisions",
    .columns = {"version", "description", "type", "applied", "total", "hash", "operator_version"},
    .has_more_columns = true,
    .query = R"sql(
SELECT CASE WHEN type & 4 > 0 THEN 'applied'
        WHEN applied < total OR error <> '' THEN 'refused'
        WHEN type & 1 > 0 THEN 'baseline'
        ELSE 'applied' END,
    version, NULL,
    pg_catalog.format('version "%s" is partial: %s of %s statements ran', version, applied, total),
    pg_catalog.format('mend the script and run ''atlas migrate apply'', '
        'or finish it by hand and run ''atlas migrate set %s''', version)
FROM {table}
WHERE version NOT LIKE '.%'
ORDER BY version
)sql",
    .identity = &by_number,
    .why_not_kept = "its rows hold a hash of the files before, too",
};

}  // namespace migration
