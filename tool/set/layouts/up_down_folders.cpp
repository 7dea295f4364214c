// up/V_slug.sql and down/V_slug.sql; schema/ is another name for up/. Seeds: seeds/V_slug.sql,
// undone by seeds/down/V_slug.sql, applied after everything else.

#include "set/layout.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "up/V_slug.sql, down/V_slug.sql, seeds/V_slug.sql";

std::optional<Part> part_of(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto folder = path.substr(0, slash);
    const auto stem = without_suffix(path.substr(slash + 1), ".sql");
    if (!stem) return std::nullopt;
    if (folder == "up" || folder == "schema") return version_and_slug(*stem, Role::up);
    if (folder == "down") return version_and_slug(*stem, Role::down);
    if (folder != "seeds" && folder != "seeds/down") return std::nullopt;
    auto part = version_and_slug(*stem, folder == "seeds" ? Role::up : Role::down);
    if (part) part->seed = true;
    return part;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    return pair_files(sources, {part_of, pattern}, problems);
}

std::optional<std::string> claims(const SourceFiles& sources) {
    return first_file(sources, [](const auto& file) {
        return file.path.starts_with("up/") || file.path.starts_with("down/") ||
               file.path.starts_with("schema/");
    });
}

NewFiles write(const NewMigration& migration) {
    const std::string file = migration_name(migration.version, migration.slug) + ".sql";
    const std::string up = migration.folder == "schema/" ? "schema/" : "up/";
    return files_of_pair(migration, up + file, "down/" + file);
}

}  // namespace

std::vector<Draft> read_seeds(const SourceFiles& sources, Problems& problems) {
    return pair_files(sources, {part_of, "V_slug.sql, down/V_slug.sql"}, problems);
}

const Layout up_down_folders_layout{
    .name = "up-down-folders",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .write = write,
};

}  // namespace migration
