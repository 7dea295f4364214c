// Flyway 13, flyway-core: CoreMigrationType.java, internal/resolver/ChecksumCalculator.java. The
// newest row of a version counts; a repeatable script has no version. Versions that were undone or
// deleted are not applied.

#include "adopt/history_tool.hpp"
#include "postgres/session.hpp"

namespace migration {
namespace {

// PostgreSQLAdvisoryLockTemplate.java: "Flyway" and Java's hash of the table's quoted name, which
// is taken of its UTF-16 here as long as the name is of ASCII.
std::vector<std::int64_t> lock_keys_of_flyway(const LedgerName& table,
                                              std::string_view /*database*/) {
    constexpr std::int64_t flyway = 0x466C79776179;
    std::uint32_t hash = 0;
    for (const char c : quote_identifier(table.schema) + "." + quote_identifier(table.table))
        hash = hash * 31 + static_cast<unsigned char>(c);
    return {flyway + static_cast<std::int32_t>(hash)};
}

}  // namespace

const HistoryTool flyway_history{
    .name = "flyway",
    .columns = {"installed_rank", "version", "description", "type", "script", "checksum",
                "installed_by", "installed_on", "execution_time", "success"},
    .query = R"sql(
SELECT CASE WHEN NOT success THEN 'refused'
        WHEN type LIKE '%BASELINE' THEN 'baseline'
        WHEN version IS NULL THEN 'repeatable'
        ELSE 'applied' END,
    coalesce(version, script), checksum::text,
    pg_catalog.format('"%s" failed, and what it did before is still there', script),
    'undo by hand what the script did and run ''flyway repair'', then try again'
FROM (
    SELECT DISTINCT ON (coalesce(version, script)) *
    FROM {table}
    WHERE type <> 'SCHEMA'
    ORDER BY coalesce(version, script), installed_rank DESC) AS newest
WHERE NOT success OR (type NOT LIKE 'UNDO%' AND type <> 'DELETE')
ORDER BY installed_rank
)sql",
    .identity = &by_number_or_name,
    .is_unchanged = has_line_crc32,
    .record = R"sql(
INSERT INTO {table}
    (installed_rank, version, description, type, script, checksum,
        installed_by, execution_time, success)
SELECT coalesce(max(installed_rank), 0) + 1, {version}, {words}, 'SQL', {path}, {crc32},
    current_user, {milliseconds}, true
FROM {table}
)sql",
    .record_repeatable = R"sql(
INSERT INTO {table}
    (installed_rank, version, description, type, script, checksum,
        installed_by, execution_time, success)
SELECT coalesce(max(installed_rank), 0) + 1, NULL, {words}, 'SQL', {path}, {crc32},
    current_user, {milliseconds}, true
FROM {table}
)sql",
    .forget = "DELETE FROM {table} WHERE version = {version} AND type NOT LIKE '%BASELINE'",
    .forget_repeatable = "DELETE FROM {table} WHERE version IS NULL AND description = {words}",
    .lock_keys = lock_keys_of_flyway,
};

}  // namespace migration
