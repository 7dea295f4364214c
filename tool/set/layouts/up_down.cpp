// V_slug.up.sql and V_slug.down.sql beside each other, as golang-migrate, sqlx and morph have it.
// golang-migrate 4.20, source/parse.go: any extension, and the names of the two may differ.

#include <algorithm>

#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.up.sql, V_slug.down.sql";

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    const auto stem = path.substr(0, path.rfind('.'));
    if (stem.size() == path.size()) return std::nullopt;
    if (const auto name = without_suffix(stem, ".up")) return version_and_slug(*name, Role::up);
    if (const auto name = without_suffix(stem, ".down")) return version_and_slug(*name, Role::down);
    return std::nullopt;
}

// Without a version and a direction no tool takes it for a migration.
bool is_other_script(std::string_view path) {
    const auto name = path.substr(path.rfind('/') + 1);
    return !name.empty() && (name[0] < '0' || name[0] > '9') &&
           name.find(".up.") == std::string_view::npos &&
           name.find(".down.") == std::string_view::npos;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return pair_files(sources, {part_of, pattern, is_other_script}, problems);
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (bun_layout.claims(sources) || pop_layout.claims(sources)) return std::nullopt;
    return first_file(sources, [](const auto& file) { return part_of(file.path).has_value(); });
}

NewFiles write(const NewMigration& migration) {
    const std::string stem = migration_name(migration.version, migration.slug);
    return files_of_pair(migration, stem + ".up.sql", stem + ".down.sql");
}

}  // namespace

const Layout up_down_layout{
    .name = "up-down",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
};

}  // namespace migration
