#include "adopt/history_tool.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {

const std::vector<const HistoryTool*>& history_tools() {
    static const std::vector<const HistoryTool*> table{
        &alembic_history,   &atlas_history,
        &bun_history,       &dbmate_history,
        &diesel_history,    &drizzle_history,
        &flyway_history,    &golang_migrate_history,
        &goose_history,     &graphile_migrate_history,
        &hasura_history,    &liquibase_history,
        &morph_history,     &node_pg_migrate_history,
        &pgmigrate_history, &pop_history,
        &prisma_history,    &refinery_history,
        &sqitch_history,    &sql_migrate_history,
        &sqlx_history,      &supabase_history,
        &tern_history,      &yoyo_history,
    };
    return table;
}

const HistoryTool& history_tool_named(std::string_view name) {
    std::vector<std::string> names;
    for (const auto* tool : history_tools()) {
        if (tool->name == to_lower(std::string(name))) return *tool;
        names.emplace_back(tool->name);
    }
    const auto guess = nearest(name, names);
    throw Error(ErrorKind::usage, "unknown tool: \"" + std::string(name) + "\"",
                guess ? "did you mean \"" + *guess + "\"?" : "known are " + join(names, ", "));
}

}  // namespace migration
