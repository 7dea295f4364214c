// V1_2__slug.sql, U1_2__slug.sql to undo it, R__slug.sql, in folders of any depth. The rules are
// those of Flyway 13.0, flyway-core and flyway-database-postgresql.

#include <algorithm>

#include "base/text.hpp"
#include "set/flyway_drafts.hpp"
#include "set/flyway_name.hpp"
#include "set/flyway_settings.hpp"
#include "set/history_rules.hpp"
#include "set/layout.hpp"

namespace migration {
namespace {

constexpr std::string_view pattern = "V1_2__slug.sql, U1_2__slug.sql, R__slug.sql";

std::optional<std::string> claimed_version(const SourceFile& file) {
    const auto name = flyway_name(file.path);
    if (!name || name->kind != FlywayKind::versioned || !name->has_separator) return std::nullopt;
    return name->version;
}

// A pair of the plain layout, as V1__users.sql and V1__users_rollback.sql: to Flyway that is one
// version twice.
bool has_rollback_pair(const SourceFiles& sources) {
    std::set<std::string, FlywayVersionOrder> ups;
    const auto is_rollback = [](const auto& file) { return file.path.ends_with("_rollback.sql"); };
    for (const auto& file : sources.files)
        if (const auto version = claimed_version(file); version && !is_rollback(file))
            ups.insert(*version);
    return std::any_of(sources.files.begin(), sources.files.end(), [&](const auto& file) {
        const auto version = claimed_version(file);
        return version && is_rollback(file) && ups.contains(*version);
    });
}

// A layout that looks into the script, or knows its folder, knows more than its name tells.
bool is_of_another_layout(const SourceFile& file) {
    SourceFiles alone;
    alone.files.push_back(file);
    return std::any_of(layouts().begin(), layouts().end(), [&](const Layout* layout) {
        return layout != &flyway_layout && !layout->goes_by_neighbours && layout->claims(alone);
    });
}

std::optional<std::string> claims(const SourceFiles& sources) {
    if (has_rollback_pair(sources) || pgmigrate_layout.claims(sources)) return std::nullopt;
    const auto is_claimed = [&](const auto& file) {
        return claimed_version(file) && !is_of_another_layout(file);
    };
    if (auto file = first_file(sources, is_claimed)) return file;
    for (const auto& file : sources.odd_suffixes)
        if (is_claimed(file)) return file.shown;
    return std::nullopt;
}

// Statements that Flyway's parser knows to run outside a transaction alone.
const Statement* statement_of(const Script& script, bool outside) {
    const auto found = std::find_if(
        script.statements.begin(), script.statements.end(), [&](const auto& statement) {
            return (statement.kind == StatementKind::no_transaction) == outside;
        });
    return found == script.statements.end() ? nullptr : &*found;
}

void note_mixed(const Script& script, const std::string& shown, Problems& problems) {
    const Statement* outside = statement_of(script, true);
    if (outside == nullptr || statement_of(script, false) == nullptr) return;
    Problems reported_before;
    if (read_flyway_script_settings(shown, reported_before).in_transaction) return;
    problems.push_back({"mixed-script", shown, outside->line,
                        "Flyway refuses to mix this statement with others, unless \"mixed\" is "
                        "set: \"" +
                            one_line(script.sql(*outside), 60) + "\"",
                        "the script runs outside a transaction, as Flyway with \"mixed\" runs it"});
}

void check(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
           Problems& problems) {
    Problems reported_before;
    for (const auto& file : flyway_settings_files(set.directory)) inputs.push_back(file);
    const auto settings = read_flyway_settings(set.directory, reported_before);
    for (const auto& migration : set.migrations) {
        for (const Script* script : {&migration.up, migration.down ? &*migration.down : nullptr}) {
            if (script == nullptr || migration.seed) continue;
            const std::string shown = shown_file(set, *script);
            if (const auto file = flyway_script_settings_file(shown)) inputs.push_back(*file);
            if (!settings.mixed && settings.in_transaction) note_mixed(*script, shown, problems);
        }
    }
}

void add_script(NewFiles& files, const std::string& path, const NewScript& script) {
    files.push_back({path, script.text});
    std::string settings;
    if (script.no_transaction) settings += "executeInTransaction=false\n";
    if (script.text.find("${") != std::string::npos) settings += "placeholderReplacement=false\n";
    if (!settings.empty()) files.push_back({path + ".conf", settings});
}

NewFiles write(const NewMigration& migration) {
    NewFiles files;
    const std::string rest = migration.version + "__" + migration.slug + ".sql";
    if (migration.repeatable) {
        add_script(files, migration.folder + "R__" + migration.slug + ".sql", migration.up);
        return files;
    }
    add_script(files, migration.folder + "V" + rest, migration.up);
    if (migration.down) add_script(files, migration.folder + "U" + rest, *migration.down);
    return files;
}

}  // namespace

const Layout flyway_layout{
    .name = "flyway",
    .pattern = pattern,
    .read = read_flyway_drafts,
    .claims = claims,
    .downs = Downs::optional,
    .check = check,
    .any_suffix_case = true,
    .write = write,
    .holds_repeatables = true,
    .numbering = Numbering::plain,
};

}  // namespace migration
