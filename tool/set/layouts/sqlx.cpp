// V_slug.sql, as sqlx has it. The rules are those of sqlx 0.9, sqlx-core/src/migrate/source.rs and
// migration_type.rs. A set may also have pairs as up-down; one of pairs alone is read as that.

#include <regex>

#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/surroundings.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql in a crate with sqlx";

std::optional<Part> part_of(std::string_view path) {
    const auto name = number_and_slug(path);
    if (!name) return std::nullopt;
    const std::string_view slug = name->slug;
    if (const auto stem = without_suffix(slug, ".down"))
        return Part{name->version, std::string(*stem), Role::down, false};
    const auto stem = without_suffix(slug, ".up");
    return Part{name->version, std::string(stem.value_or(slug)), Role::up, false};
}

// sqlx looks at no folders, and at no names without '_'.
bool passes_over(std::string_view path) {
    return is_in_folder(path) || path.find('_') == std::string_view::npos;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {part_of, pattern, passes_over}, problems);
    sort_by_number(drafts);
    return drafts;
}

bool is_dependency(std::string_view line) {
    static const std::regex shape(R"((\[([a-z-]+\.)*)?"?sqlx"?\s*(=|\.|\]).*)");
    return line.size() < 1000 && std::regex_match(line.begin(), line.end(), shape);
}

std::optional<std::string> claims(const SourceFiles& sources) {
    const auto place = place_of(sources);
    if (place.empty()) return std::nullopt;
    const auto crate = place.parent_path();
    if (!std::filesystem::exists(crate / ".sqlx") &&
        !std::filesystem::exists(crate / "sqlx.toml") &&
        !has_line(crate / "Cargo.toml", is_dependency))
        return std::nullopt;
    return first_file(sources, [](const auto& file) { return part_of(file.path).has_value(); });
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs, Problems&) {
    const auto crate = place_of(std::filesystem::path(set.directory)).parent_path();
    for (const char* name : {"sqlx.toml", "Cargo.toml"})
        if (std::filesystem::exists(crate / name)) inputs.push_back(crate / name);
}

NewFiles write(const NewMigration& migration) {
    constexpr std::string_view alone = "-- no-transaction";
    const std::string stem = migration_name(migration.version, migration.slug);
    const std::string up = marked_text(migration.up, alone);
    if (!migration.down) return {{stem + ".sql", up}};
    return {{stem + ".up.sql", up}, {stem + ".down.sql", marked_text(*migration.down, alone)}};
}

}  // namespace

const Layout sqlx_layout{
    .name = "sqlx",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .goes_by_neighbours = true,
    .downs = Downs::none,
    .check = check,
    .write = write,
    .numbering = Numbering::time,
};

}  // namespace migration
