// V0001__slug.sql below migrations/, beside which migrations.yml lies; NONTRANSACTIONAL in the name
// of one that runs without a transaction. The rules are those of yandex-pgmigrate 1.0.13,
// pgmigrate.py.

#include <algorithm>
#include <regex>

#include "set/draft_order.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/pgmigrate_settings.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V0001__slug.sql below migrations/, beside migrations.yml";
constexpr const char* settings_name = "migrations.yml";

std::optional<Part> part_of(std::string_view path) {
    static const std::regex shape(R"(V([0-9]+)__([^\n\r]+)\.sql)");
    const auto name = path.substr(path.rfind('/') + 1);
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_match(name.begin(), name.end(), match, shape)) return std::nullopt;
    return Part{match[1].str(), match[2].str(), Role::up, false};
}

// The folder with migrations.yml: that of the set, or the one around it.
std::optional<std::filesystem::path> base_folder(const std::filesystem::path& directory) {
    if (directory.empty()) return std::nullopt;
    for (const auto& folder : {directory, (directory / ".." / ".").lexically_normal()})
        if (std::filesystem::is_regular_file(folder / settings_name)) return folder;
    return std::nullopt;
}

// In the base folder only those of migrations/ are migrations.
SourceFiles migrations_of(const SourceFiles& sources) {
    SourceFiles found = sources;
    if (sources.neighbours.contains(settings_name))
        std::erase_if(found.files,
                      [](const auto& file) { return !file.path.starts_with("migrations/"); });
    return found;
}

bool is_zero(const Draft& draft) {
    return draft.version.find_first_not_of('0') == std::string::npos;
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    const auto is_ignored = [](std::string_view) { return true; };
    auto drafts = pair_files(migrations_of(sources), {part_of, pattern, is_ignored}, problems);
    for (auto& draft : drafts) {
        draft.up->no_transaction = draft.slug.find("NONTRANSACTIONAL") != std::string::npos;
        if (is_zero(draft))
            problems.push_back({"passed-over", draft.up->shown, 0,
                                "pgmigrate does not run version 0, its baseline", ""});
    }
    std::erase_if(drafts, is_zero);
    for (const auto& script : sources.left_out)
        if (part_of(script.filename().string())) problems.push_back(left_out(script, "pgmigrate"));
    sort_by_number(drafts);
    if (const auto base = base_folder(sources.directory))
        note_pgmigrate_settings(*base / settings_name, problems);
    return drafts;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!base_folder(sources.directory)) return std::nullopt;
    return first_file(migrations_of(sources),
                      [](const auto& file) { return part_of(file.path).has_value(); });
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& /*problems*/) {
    if (const auto base = base_folder(set.directory)) inputs.push_back(*base / settings_name);
}

NewFiles write(const NewMigration& migration) {
    const std::string ending = migration.up.no_transaction ? "_NONTRANSACTIONAL.sql" : ".sql";
    return {{migration.folder + "V" + migration.version + "__" + migration.slug + ending,
             migration.up.text}};
}

}  // namespace

const Layout pgmigrate_layout{
    .name = "pgmigrate",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::none,
    .check = check,
    .write = write,
    .numbering = Numbering::four_digits,
};

}  // namespace migration
