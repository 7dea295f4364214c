// NAME/migration.sql beside a migration_lock.toml. The rules are those of Prisma at 0572e06,
// packages/migrate/src/utils/listMigrations.ts, and of prisma-engines at 0a9267b,
// schema-connector/src/migrations_directory.rs. The folder's name is the migration's identity.

#include <algorithm>

#include "base/text.hpp"
#include "set/layout.hpp"
#include "set/locale_order.hpp"
#include "set/pair_files.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "NAME/migration.sql beside migration_lock.toml";
constexpr std::string_view lock_file = "migration_lock.toml";

std::optional<FileName> folder_name(std::string_view path) {
    const auto folder = without_suffix(path, "/migration.sql");
    if (!folder || is_in_folder(*folder)) return std::nullopt;
    return FileName{std::string(*folder), ""};
}

bool is_other_file(std::string_view) {
    return true;
}

// Prisma takes each folder for a migration.
void report_empty_folders(const SourceFiles& sources, const std::vector<Draft>& drafts,
                          Problems& problems) {
    for (const auto& input : sources.inputs) {
        const auto name = input.lexically_relative(sources.directory).string();
        const bool is_folder =
            name != "." && !is_in_folder(name) && std::filesystem::is_directory(input);
        const bool is_known = std::any_of(drafts.begin(), drafts.end(),
                                          [&](const auto& draft) { return draft.version == name; });
        if (is_folder && !is_known)
            problems.push_back({"missing-file", input.string(), 0,
                                "a folder without its script: \"" + name + "/migration.sql\"",
                                "add the file, or remove the folder"});
    }
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = whole_files(sources, {folder_name, pattern, is_other_file}, problems);
    report_empty_folders(sources, drafts, problems);
    std::stable_sort(drafts.begin(), drafts.end(), [](const auto& a, const auto& b) {
        return compare_by_locale(a.version, b.version) < 0;
    });
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!sources.neighbours.contains(lock_file)) return std::nullopt;
    return sources.shown(std::string(lock_file));
}

// Prisma reads the file line by line, not as TOML.
void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& problems) {
    const auto file = std::filesystem::path(set.directory) / lock_file;
    if (!std::filesystem::exists(file)) return;
    inputs.push_back(file);
    int number = 0;
    const std::string text = read_source(file, problems);
    for (const auto& [line, end] : lines_of(text)) {
        ++number;
        if (!line.starts_with("provider")) continue;
        const auto value = trim(line.substr(std::min(line.find('=') + 1, line.size())));
        if (value != "\"postgresql\"" && value != "\"postgres\"")
            problems.push_back(
                {"provider", file.string(), number,
                 "the scripts are not for PostgreSQL: \"" + one_line(line, 60) + "\"",
                 "the tool runs scripts for the provider \"postgresql\" alone"});
        return;
    }
}

NewFiles write(const NewMigration& migration) {
    return {{migration_name(migration.version, migration.slug) + "/migration.sql",
             annotated_text(migration.up)}};
}

}  // namespace

const Layout prisma_layout{
    .name = "prisma",
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
