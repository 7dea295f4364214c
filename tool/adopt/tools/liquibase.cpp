// Liquibase 4.33, changelog/ChangeSet.java (ExecType), DatabaseChangeLog.java (normalizePath). Its
// MD5 covers the parsed changes, not the file, and is not compared.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool liquibase_history{
    .name = "liquibase",
    .columns = {"id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum"},
    .has_more_columns = true,
    .query = R"sql(
SELECT CASE WHEN exectype IN ('EXECUTED', 'RERAN') THEN 'applied'
        WHEN exectype = 'MARK_RAN' THEN 'doubtful'
        ELSE 'refused' END,
    pg_catalog.format('%s::%s::%s', filename, id, author), NULL,
    CASE exectype
        WHEN 'MARK_RAN' THEN 'marked as run, but a precondition kept it from running'
        ELSE pg_catalog.format('changeset "%s::%s::%s" has the state %s',
            filename, id, author, exectype) END,
    'undo by hand what the changeset did and delete its row, '
        'or finish it and set exectype to EXECUTED'
FROM {table}
ORDER BY orderexecuted
)sql",
    .other_table = "databasechangeloglock",
    .other_query = R"sql(
SELECT 'refused', NULL, NULL,
    pg_catalog.format('Liquibase holds its lock: %s, since %s', coalesce(lockedby, 'unknown'),
        coalesce(pg_catalog.to_char(lockgranted, 'YYYY-MM-DD HH24:MI:SS'), 'unknown')),
    'wait for it; if it is dead, see what its last changeset left, '
        'then run ''liquibase release-locks'''
FROM {other}
WHERE locked
)sql",
    .identity = &by_changeset,
    .why_not_kept = "its rows hold a path that depends on how Liquibase is called",
};

}  // namespace migration
