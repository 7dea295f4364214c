// refinery 0.9, refinery_core/src/runner.rs, traits/mod.rs. The checksum covers the version as a
// number of four bytes, or of eight with the feature int8-versions, as the column tells.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool refinery_history{
    .name = "refinery",
    .columns = {"version", "name", "applied_on", "checksum"},
    .query = R"sql(
SELECT 'applied', version::text,
    pg_catalog.format('%s %s %s', pg_catalog.pg_column_size(version), checksum, name)
FROM {table}
ORDER BY version
)sql",
    .identity = &by_number,
    .is_unchanged = has_sip_hash,
    .record = R"sql(
INSERT INTO {table} (version, name, applied_on, checksum)
SELECT {number}, {slug}, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    CASE attlen WHEN 8 THEN {sip8} ELSE {sip4} END
FROM pg_catalog.pg_attribute
WHERE attrelid = '{table}'::regclass AND attname = 'version'
)sql",
    .forget = "DELETE FROM {table} WHERE version = {number}",
};

}  // namespace migration
