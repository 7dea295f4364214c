#include "base/text.hpp"
#include "fuzz/archive.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/targets.hpp"
#include "set/blocks.hpp"
#include "set/changelog_entries.hpp"
#include "set/drizzle_journal.hpp"
#include "set/liquibase_file.hpp"
#include "set/liquibase_line.hpp"
#include "set/liquibase_precondition.hpp"
#include "set/pgmigrate_settings.hpp"
#include "set/placeholders.hpp"
#include "set/properties.hpp"
#include "set/sourcegraph_metadata.hpp"
#include "set/sqitch_config.hpp"
#include "set/sqitch_dependency.hpp"
#include "set/sqitch_plan.hpp"

namespace migration::fuzz {
namespace {

constexpr const char* shown = "a.plan";

void read_sqitch(const std::string& text) {
    const int lines = lines_in(text);
    Problems problems;
    for (const auto& change : read_sqitch_plan(text, shown, problems)) {
        require(!change.name.empty(), "a change has a name");
        require_line(change.line, lines, "a change");
    }
    read_sqitch_config(text, shown, problems);
    require_places(problems, text);
    parse_sqitch_dependency(text);
}

void read_liquibase(const std::string& text) {
    const int lines = lines_in(text);
    Problems problems;
    LiquibaseProperties properties;
    std::vector<Draft> drafts;
    cut_changesets({"a.sql", shown, text}, properties, drafts, problems);
    require_places(problems, text);
    for (const auto& draft : drafts) {
        require(!draft.version.empty(), "a changeset has a version");
        if (draft.up) require_line(last_line_of(draft.up->text), lines, "a changeset's end");
    }
    precondition_sql(text);
    for (const auto& entry : xml_entries(text)) require_line(entry.line, lines, "an element");
    for (const auto& entry : yaml_entries(text)) require_line(entry.line, lines, "a key");
}

void read_settings(const std::string& text) {
    const int lines = lines_in(text);
    Problems problems;
    for (const auto& entry : read_journal(text, shown, problems))
        require_line(entry.line, lines, "an entry of a journal");
    Placeholders placeholders;
    for (const auto& property : parse_properties(text)) {
        require_line(property.line, lines, "a property");
        placeholders.values[to_lower(property.key)] = property.value;
    }
    replace_placeholders({"a.sql", shown, text}, placeholders, problems);
    for (const auto& need : read_sourcegraph_metadata(text, shown).parents)
        require_line(need.line, lines, "a parent");
    require_places(problems, text);

    const Archive archive("=== file set/migrations.yml\n" + text);
    Problems of_settings;
    allow_errors(
        [&] { note_pgmigrate_settings(archive.set_folder() / "migrations.yml", of_settings); });
    require_places(of_settings, archive);
}

}  // namespace

void fuzz_plans(std::string_view input) {
    const std::string text(readable_part(input));
    read_sqitch(text);
    read_liquibase(text);
    read_settings(text);
}

}  // namespace migration::fuzz
