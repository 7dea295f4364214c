// V_slug.sql with V_slug_rollback.sql beside it.

#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql, V_slug_rollback.sql";

std::optional<Part> part_of(std::string_view path) {
    if (path.find('/') != std::string_view::npos) return std::nullopt;
    if (const auto stem = without_suffix(path, "_rollback.sql"))
        return version_and_slug(*stem, Role::down);
    if (const auto stem = without_suffix(path, ".sql")) return version_and_slug(*stem, Role::up);
    return std::nullopt;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return pair_files(sources, {part_of, pattern}, problems);
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) {
        const auto part = part_of(file.path);
        return part && part->role == Role::down;
    });
}

NewFiles write(const NewMigration& migration) {
    const std::string stem = migration_name(migration.version, migration.slug);
    return files_of_pair(migration, stem + ".sql", stem + "_rollback.sql");
}

}  // namespace

const Layout rollback_suffix_layout{
    .name = "rollback-suffix",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
};

}  // namespace migration
