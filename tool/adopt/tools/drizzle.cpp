// Drizzle, drizzle-orm 0.45, src/migrator.ts, src/pg-core/dialect.ts: a row has no name, only the
// SHA-256 of the file.

#include "adopt/history_tool.hpp"

namespace migration {

const HistoryTool drizzle_history{
    .name = "drizzle",
    .own_schema = "drizzle",
    .tables = {"__drizzle_migrations"},
    .columns = {"id", "hash", "created_at"},
    .has_more_columns = true,
    .query = "SELECT 'applied', hash FROM {table} ORDER BY created_at, id",
    .identity = &by_hash,
    .record = R"sql(
INSERT INTO {table} (hash, created_at) VALUES ({sha256}, {journal time})
)sql",
    .forget = "DELETE FROM {table} WHERE hash = {sha256} AND created_at = {journal time}",
    .why_not_kept = "its rows hold the time of Drizzle's journal, which a set of layout",
    .only_layout = "drizzle",
};

}  // namespace migration
