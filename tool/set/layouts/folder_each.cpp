// V_slug/up.sql and V_slug/down.sql, as Diesel has it, with a metadata.toml beside the scripts.

#include "set/diesel_metadata.hpp"
#include "set/folder_pairs.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug/up.sql, V_slug/down.sql";

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {folder_part, pattern, is_beside_folders}, problems);
    apply_diesel_metadata(sources, drafts, problems);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (hasura_layout.claims(sources) || sourcegraph_layout.claims(sources)) return std::nullopt;
    return first_folder_up(sources);
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& problems) {
    bool is_diesel = false;
    for (const auto& migration : set.migrations) {
        if (migration.seed) continue;
        const auto folder = std::filesystem::path(shown_file(set, migration.up)).parent_path();
        if (!std::filesystem::exists(folder / "metadata.toml")) continue;
        inputs.push_back(folder / "metadata.toml");
        is_diesel = true;
    }
    if (!is_diesel) check_diesel_order(set, problems);
}

NewFiles write(const NewMigration& migration) {
    const std::string folder = migration_name(migration.version, migration.slug) + "/";
    NewFiles files{{folder + "up.sql", migration.up.text}};
    if (migration.down) files.push_back({folder + "down.sql", migration.down->text});
    if (migration.no_transaction())
        files.push_back({folder + "metadata.toml", "run_in_transaction = false\n"});
    return files;
}

}  // namespace

const Layout folder_each_layout{
    .name = "folder-each",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .check = check,
    .write = write,
};

}  // namespace migration
