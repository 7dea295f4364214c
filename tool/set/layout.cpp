#include "set/layout.hpp"

namespace migration {

const std::vector<const Layout*>& layouts() {
    static const std::vector<const Layout*> table{
        // clang-format off
        &up_down_layout,
        &rollback_suffix_layout,
        &marked_layout,
        &up_down_folders_layout,
        &folder_each_layout,
        &goose_layout,
        &dbmate_layout,
        &sql_migrate_layout,
        &flyway_layout,
        &refinery_layout,
        &pgmigrate_layout,
        &alembic_layout,
        &atlas_layout,
        &prisma_layout,
        &drizzle_layout,
        &supabase_layout,
        &sqlx_layout,
        &hasura_layout,
        &sourcegraph_layout,
        &tern_layout,
        &node_pg_migrate_layout,
        &graphile_migrate_layout,
        &yoyo_layout,
        &bun_layout,
        &pop_layout,
        &sqitch_layout,
        &liquibase_layout,
        // clang-format on
    };
    return table;
}

const Layout& plain_layout() {
    return rollback_suffix_layout;
}

std::vector<std::string> layout_names() {
    std::vector<std::string> names;
    for (const auto* layout : layouts()) names.emplace_back(layout->name);
    return names;
}

}  // namespace migration
