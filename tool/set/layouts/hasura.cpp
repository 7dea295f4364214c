// V_slug/up.sql and V_slug/down.sql, as Hasura has it. The rules are those of the CLI of Hasura
// 2.48, cli/migrate/source/parse.go, source/file/file.go and detect_no_transaction_test.go.

#include "base/text.hpp"
#include "set/draft_order.hpp"
#include "set/folder_pairs.hpp"
#include "set/layout.hpp"
#include "set/section_files.hpp"
#include "set/surroundings.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug/up.sql, V_slug/down.sql in a Hasura project";

void read_script(std::optional<DraftScript>& script) {
    if (!script) return;
    script->no_transaction =
        trim(lines_of(script->text).front().content) == "-- hasura:no-transaction";
}

// What the CLI sends to Hasura's metadata API, and SQL within it.
void report_metadata(const SourceFiles& sources, Problems& problems) {
    for (const auto& neighbour : sources.neighbours)
        if (neighbour.ends_with("/up.yaml") || neighbour.ends_with("/down.yaml"))
            problems.push_back(script_in_other_language(sources.shown(neighbour), "YAML"));
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = pair_files(sources, {folder_part, pattern, is_beside_folders}, problems);
    for (auto& draft : drafts) {
        read_script(draft.up);
        read_script(draft.down);
        // The CLI leaves out empty files.
        if (draft.up && draft.down && draft.down->text.empty()) draft.down.reset();
    }
    report_metadata(sources, problems);
    sort_by_number(drafts);
    return drafts;
}

bool is_configuration(std::string_view line) {
    return line.starts_with("metadata_directory:") || line.starts_with("endpoint:");
}

// The folders above the set: migrations/ itself, or one for each database below it.
std::optional<std::filesystem::path> project_above(const std::filesystem::path& place) {
    for (auto above = place.parent_path(); !above.empty(); above = above.parent_path()) {
        if (std::filesystem::is_directory(above / "metadata") ||
            has_line(above / "config.yaml", is_configuration))
            return above;
        if (above != place.parent_path()) break;
    }
    return std::nullopt;
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (!project_above(place_of(sources)) || sourcegraph_layout.claims(sources) ||
        has_beside_up(sources, "metadata.toml"))
        return std::nullopt;
    return first_folder_up(sources);
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs, Problems&) {
    const auto project = project_above(place_of(std::filesystem::path(set.directory)));
    if (project && std::filesystem::exists(*project / "config.yaml"))
        inputs.push_back(*project / "config.yaml");
}

NewFiles write(const NewMigration& migration) {
    constexpr std::string_view alone = "-- hasura:no-transaction";
    const std::string folder = migration_name(migration.version, migration.slug) + "/";
    NewFiles files{{folder + "up.sql", marked_text(migration.up, alone)}};
    if (migration.down) files.push_back({folder + "down.sql", marked_text(*migration.down, alone)});
    return files;
}

}  // namespace

const Layout hasura_layout{
    .name = "hasura",
    .pattern = pattern,
    .read = read,
    .claims = claims,
    .downs = Downs::optional,
    .check = check,
    .write = write,
    .numbering = Numbering::milliseconds,
};

}  // namespace migration
