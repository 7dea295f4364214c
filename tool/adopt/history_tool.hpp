#pragma once

// The tools whose history can be taken over. Each has a file of its own under adopt/tools/ and a
// line in the table.

#include <cstdint>
#include <string_view>
#include <vector>

#include "adopt/identity.hpp"
#include "adopt/recorded_checksum.hpp"
#include "base/ledger_name.hpp"

namespace migration {

struct HistoryTool {
    std::string_view name;
    // Where the tool keeps its table if nobody says otherwise; empty: on the search path.
    std::string_view own_schema = {};
    // The table's usual names; empty where its columns alone tell.
    std::vector<std::string_view> tables = {};
    std::vector<std::string_view> columns;
    bool has_more_columns = false;  // beside those

    // {table} is the table's name. Columns: one of the states below, what is recorded, its
    // checksum, a reason, the way out, the project; those at the end may be missing. Oldest first.
    //   applied, up_to, baseline, repeatable, doubtful (with a reason): as RecordState
    //   refused: a reason and a way out; warned: a reason
    std::string_view query;
    // A table in the same schema that may be missing, {other} in its query.
    std::string_view other_table = {};
    std::string_view other_query = {};

    const Identity* identity;
    IsUnchanged is_unchanged = nullptr;  // null: checksums are not compared

    // The statements by which the tool itself records that a migration was applied or undone, with
    // the words of adopt/history_statement. Without `record` its history cannot be kept in step,
    // and why.
    std::string_view record = {};
    std::string_view record_repeatable = {};
    std::string_view forget = {};
    std::string_view forget_repeatable = {};
    std::string_view why_not_kept = {};
    // The layout that alone carries what a row needs; `why_not_kept` names that, and is followed by
    // the layout that does not have it.
    std::string_view only_layout = {};
    // The advisory lock that the tool holds while it works, or one of these; null: none.
    std::vector<std::int64_t> (*lock_keys)(const LedgerName& table,
                                           std::string_view database) = nullptr;
};

extern const HistoryTool alembic_history;
extern const HistoryTool atlas_history;
extern const HistoryTool bun_history;
extern const HistoryTool dbmate_history;
extern const HistoryTool diesel_history;
extern const HistoryTool drizzle_history;
extern const HistoryTool flyway_history;
extern const HistoryTool golang_migrate_history;
extern const HistoryTool goose_history;
extern const HistoryTool graphile_migrate_history;
extern const HistoryTool hasura_history;
extern const HistoryTool liquibase_history;
extern const HistoryTool morph_history;
extern const HistoryTool node_pg_migrate_history;
extern const HistoryTool pgmigrate_history;
extern const HistoryTool pop_history;
extern const HistoryTool prisma_history;
extern const HistoryTool refinery_history;
extern const HistoryTool sqitch_history;
extern const HistoryTool sql_migrate_history;
extern const HistoryTool sqlx_history;
extern const HistoryTool supabase_history;
extern const HistoryTool tern_history;
extern const HistoryTool yoyo_history;

// In the order of their names.
const std::vector<const HistoryTool*>& history_tools();
// Throws Error (usage) for a tool that is not among them.
const HistoryTool& history_tool_named(std::string_view name);

}  // namespace migration
