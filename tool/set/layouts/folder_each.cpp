// V_slug/up.sql and V_slug/down.sql, as Diesel and Sourcegraph have it. Both keep a file beside the
// scripts: Diesel a metadata.toml, Sourcegraph a metadata.yaml.

#include "set/diesel_metadata.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/sourcegraph_metadata.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug/up.sql, V_slug/down.sql";

std::optional<Part> part_of(std::string_view path) {
    if (const auto folder = without_suffix(path, "/up.sql"))
        return version_and_slug(*folder, Role::up);
    if (const auto folder = without_suffix(path, "/down.sql"))
        return version_and_slug(*folder, Role::down);
    return std::nullopt;
}

// Diesel, Hasura and Sourcegraph look into folders alone.
bool is_beside_folders(std::string_view path) {
    return path.find('/') == std::string_view::npos;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {part_of, pattern, is_beside_folders}, problems);
    apply_diesel_metadata(sources, drafts, problems);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) {
        const auto part = part_of(file.path);
        return part && part->role == Role::up;  // others keep a down.sql beside another name
    });
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& problems) {
    const auto is_watched = [&inputs](const std::filesystem::path& file) {
        if (!std::filesystem::exists(file)) return false;
        inputs.push_back(file);
        return true;
    };
    bool is_diesel = false, has_parents = false;
    for (const auto& migration : set.migrations) {
        if (migration.seed) continue;
        const auto folder = std::filesystem::path(shown_file(set, migration.up)).parent_path();
        is_diesel = is_watched(folder / "metadata.toml") || is_diesel;
        for (const char* name : {"metadata.yaml", "metadata.yml"}) {
            if (!is_watched(folder / name)) continue;
            has_parents = true;
            check_sourcegraph_metadata(folder / name, migration, set, problems);
        }
    }
    if (!has_parents && !is_diesel) check_diesel_order(set, problems);
}

}  // namespace

const Layout folder_each_layout{"folder-each", pattern,         read, claims,
                                false,         Downs::required, check};

}  // namespace migration
