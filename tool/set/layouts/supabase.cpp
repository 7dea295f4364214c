// V_slug.sql in supabase/migrations. The rules are those of the Supabase CLI at 1d1e719,
// apps/cli-go/pkg/migration/list.go and file.go.

#include "base/text.hpp"
#include "set/layout.hpp"
#include "set/pair_files.hpp"
#include "set/surroundings.hpp"
#include "set/whole_files.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V_slug.sql in supabase/migrations";

bool is_other_file(std::string_view) {
    return true;
}

// The first file, where it is an init.sql of the CLI's first versions.
bool is_old_init(const Draft& draft) {
    return draft.slug == "init" && draft.version.size() == 14 && draft.version < "20211209000000";
}

std::vector<Draft> read(const SourceFiles& sources, Problems& problems) {
    auto drafts = whole_files(sources, {number_and_slug, pattern, is_other_file}, problems);
    if (drafts.empty() || !is_old_init(drafts.front())) return drafts;
    const auto& up = *drafts.front().up;
    problems.push_back(
        {"passed-over", up.shown, 0,
         "an init.sql of an old version, which the Supabase CLI skips: \"" + up.path + "\"", ""});
    drafts.erase(drafts.begin());
    return drafts;
}

std::filesystem::path config_beside(const std::filesystem::path& place) {
    return place.parent_path() / "config.toml";
}

bool is_project_id(std::string_view line) {
    return trim(line).starts_with("project_id");
}

std::optional<std::string> claims(const SourceFiles& sources) {
    const auto place = place_of(sources);
    const bool is_by_name =
        place.filename() == "migrations" && place.parent_path().filename() == "supabase";
    if (place.empty() || (!is_by_name && !has_line(config_beside(place), is_project_id)))
        return std::nullopt;
    return first_file(sources,
                      [](const auto& file) { return number_and_slug(file.path).has_value(); });
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs, Problems&) {
    const auto config = config_beside(place_of(std::filesystem::path(set.directory)));
    if (std::filesystem::exists(config)) inputs.push_back(config);
}

NewFiles write(const NewMigration& migration) {
    return {
        {migration_name(migration.version, migration.slug) + ".sql", annotated_text(migration.up)}};
}

}  // namespace

const Layout supabase_layout{
    .name = "supabase",
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
