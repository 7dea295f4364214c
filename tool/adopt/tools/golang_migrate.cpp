// As tables of golang-migrate 4.20 show: one row with the version that the last run was to reach,
// -1 for none. While the row is dirty nobody knows what the database has.

#include "adopt/history_tool.hpp"
#include "base/digest.hpp"

namespace migration {
namespace {

// database/util.go, GenerateAdvisoryLockId, of 32 bits. The name of the database is that of the
// server where a program hands over its connection, but the path of the URL on the command line.
std::vector<std::int64_t> lock_keys_of_golang_migrate(const LedgerName& table,
                                                      std::string_view database) {
    constexpr std::uint32_t salt = 1486364155;
    const std::string zero(1, '\0');
    const std::string names = table.schema + zero + table.table + zero;
    const std::string name(database);
    const auto key = [&](const std::string& path) -> std::int64_t {
        return static_cast<std::uint32_t>(crc32(names + path) * salt);
    };
    return {key(name), key("/" + name)};
}

}  // namespace

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
    .lock_keys = lock_keys_of_golang_migrate,
};

}  // namespace migration
