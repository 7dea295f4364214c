#include "set/history_rules.hpp"

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"

namespace migration {
namespace {

// Whether nobody knows which scripts the file holds.
bool is_unreadable(const MigrationSet& set, const Script& script, const Problems& problems) {
    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
        const bool hides_scripts = problem.rule == "encoding" || problem.rule == "special-file" ||
                                   problem.rule == "foreign-file" ||
                                   problem.rule == "missing-file" ||
                                   problem.rule == "other-language" || problem.rule == "section";
        return hides_scripts && problem.file == shown_file(set, script);
    });
}

void check_down(const MigrationSet& set, const Migration& migration, Problems& problems) {
    if (is_unreadable(set, migration.up, problems)) return;
    const auto& irreversible = migration.up.annotations.irreversible;
    if (!migration.down && !irreversible)
        problems.push_back(
            {"missing-down", shown_file(set, migration.up), 0,
             "no down script for migration \"" + migration.name() + "\"",
             "add one, or declare \"-- @irreversible: reason\" at the top of the up script"});
    if (migration.down && irreversible)
        problems.push_back({"irreversible-with-down", shown_file(set, *migration.down), 0,
                            "migration \"" + migration.name() +
                                "\" is declared irreversible but has a down script",
                            "remove the annotation or the script"});
}

// A script of comments alone does nothing, on purpose; a blank one was forgotten.
void check_empty(const MigrationSet& set, const Script& script, Problems& problems) {
    if (!trim(script.text).empty()) return;
    if (is_unreadable(set, script, problems)) return;
    problems.push_back(
        {"empty-script", shown_file(set, script), 0, "the script is empty",
         "write the migration, remove the file, or say in a comment why it does nothing"});
}

void check_depends(const MigrationSet& set, const Migration& migration, Problems& problems) {
    for (const auto& [version, line] : migration.up.annotations.depends) {
        const Migration* other = set.find(version);
        if (other == nullptr)
            problems.push_back(
                {"depends", shown_file(set, migration.up), line,
                 "\"@depends\" names a version that is not in the set: \"" + version + "\"", ""});
        else if (other >= &migration)
            problems.push_back(
                {"depends", shown_file(set, migration.up), line,
                 "\"@depends\" names a version that is applied later: \"" + version + "\"",
                 "give this migration a version after " + version});
    }
}

}  // namespace

std::string shown_file(const MigrationSet& set, const Script& script) {
    if (set.directory.empty()) return script.file;
    return (std::filesystem::path(set.directory) / script.file).string();
}

void check_history(const MigrationSet& set, Problems& problems) {
    if (set.migrations.empty() && problems.empty())
        problems.push_back({"empty-set", set.directory, 0, "no migrations in the directory",
                            "migrations are files such as 001_create_users.up.sql with "
                            "001_create_users.down.sql"});
    for (const auto& migration : set.migrations) {
        check_empty(set, migration.up, problems);
        if (migration.down) check_empty(set, *migration.down, problems);
        check_down(set, migration, problems);
        check_depends(set, migration, problems);
    }
}

}  // namespace migration
