// sqlx 0.9, sqlx-postgres/src/migrate.rs: a script that fails leaves no row.

#include "adopt/history_tool.hpp"
#include "base/digest.hpp"

namespace migration {

const HistoryTool sqlx_history{
    .name = "sqlx",
    .columns = {"version", "description", "installed_on", "success", "checksum", "execution_time"},
    .query = R"sql(
SELECT CASE WHEN success THEN 'applied' ELSE 'refused' END, version::text,
    pg_catalog.encode(checksum, 'hex'),
    pg_catalog.format('version %s is dirty: its script failed', version),
    'finish the script by hand and set success to true, or undo what it did and delete the row'
FROM {table}
ORDER BY version
)sql",
    .identity = &by_number,
    .is_unchanged = has_sha384,
    .record = R"sql(
INSERT INTO {table} (version, description, success, checksum, execution_time)
VALUES ({number}, {words}, true, decode({sha384}, 'hex'), {milliseconds} * 1000000::bigint)
)sql",
    .forget = "DELETE FROM {table} WHERE version = {number}",
    .lock_keys = [](const LedgerName&, std::string_view database) -> std::vector<std::int64_t> {
        return {0x3D32AD9E * static_cast<std::int64_t>(crc32(database))};  // generate_lock_id()
    },
};

}  // namespace migration
