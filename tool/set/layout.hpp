#pragma once

// A layout knows how a directory spells its migrations: which files and parts of files are scripts
// of which migration, and in which order migrations are applied. One small file a layout under
// layouts/, and one line in the table of layout.cpp.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/migration.hpp"
#include "set/new_migration.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

struct Layout {
    std::string_view name;
    std::string_view pattern;  // for messages
    // The migrations of the files, in the order in which they are applied. What does not fit is
    // reported.
    std::vector<Draft> (*read)(const SourceFiles& sources, Problems& problems);
    // A file that only a set of this layout has, as messages name it; nothing without one.
    std::optional<std::string> (*claims)(const SourceFiles& sources);
    // True where `claims` goes by what stands beside the scripts: then a layout that knows the
    // scripts themselves comes first.
    bool goes_by_neighbours = false;
    // Whether migrations have down scripts, unless the set's options say otherwise.
    Downs downs = Downs::required;
    // Looks at what the layout's tools keep beside the scripts, and reports where they would run
    // the set otherwise. Adds the files that it reads to `inputs`. Null where there is nothing.
    void (*check)(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
                  Problems& problems) = nullptr;
    // Whether a script's suffix may be written in any letters, as .SQL.
    bool any_suffix_case = false;
    // The files of a new migration. Null where only the layout's own tool makes them.
    NewFiles (*write)(const NewMigration& migration) = nullptr;
    bool holds_repeatables = false;
    bool holds_verify = false;
    bool names_others = false;  // files of a migration name those that come before it
    Numbering numbering = Numbering::three_digits;  // of a set without migrations
    std::string_view maker = {};  // without `write`: the command that makes a migration
};

// The layout that plain files have.
const Layout& plain_layout();
const std::vector<const Layout*>& layouts();
std::vector<std::string> layout_names();

// Scripts of another directory that are applied after all others: V_slug.sql, undone by
// down/V_slug.sql.
std::vector<Draft> read_seeds(const SourceFiles& sources, Problems& problems);

extern const Layout alembic_layout;
extern const Layout atlas_layout;
extern const Layout bun_layout;
extern const Layout dbmate_layout;
extern const Layout drizzle_layout;
extern const Layout flyway_layout;
extern const Layout folder_each_layout;
extern const Layout goose_layout;
extern const Layout graphile_migrate_layout;
extern const Layout hasura_layout;
extern const Layout liquibase_layout;
extern const Layout marked_layout;
extern const Layout node_pg_migrate_layout;
extern const Layout pgmigrate_layout;
extern const Layout pop_layout;
extern const Layout prisma_layout;
extern const Layout refinery_layout;
extern const Layout rollback_suffix_layout;
extern const Layout sourcegraph_layout;
extern const Layout sqitch_layout;
extern const Layout sql_migrate_layout;
extern const Layout sqlx_layout;
extern const Layout supabase_layout;
extern const Layout tern_layout;
extern const Layout up_down_folders_layout;
extern const Layout up_down_layout;
extern const Layout yoyo_layout;

// The first file that `fits`, as messages name it.
template <typename Fits>
std::optional<std::string> first_file(const SourceFiles& sources, Fits fits) {
    for (const auto& file : sources.files)
        if (fits(file)) return file.shown;
    return std::nullopt;
}

}  // namespace migration
