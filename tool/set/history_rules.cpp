#include "set/history_rules.hpp"

#include <algorithm>
#include <filesystem>

#include "base/text.hpp"

namespace migration {
namespace {

void check_down(const MigrationSet& set, const Migration& migration, Problems& problems) {
    const auto& irreversible = migration.up.annotations.irreversible;
    if (!migration.down && !irreversible)
        problems.push_back({"missing-down", shown_file(set, migration.up), 0,
                            "no down script for migration \"" + migration.name() + "\"",
                            "add one, or declare \"-- @irreversible: reason\" at the top of the up script"});
    if (migration.down && irreversible)
        problems.push_back({"irreversible-with-down", shown_file(set, *migration.down), 0,
                            "migration \"" + migration.name() + "\" is declared irreversible but has a down script",
                            "remove the annotation or the script"});
}

void check_empty(const MigrationSet& set, const Script& script, bool may_be_comment, Problems& problems) {
    if (!script.statements.empty() || (may_be_comment && !trim(script.text).empty())) return;
    const bool refused = std::any_of(problems.begin(), problems.end(), [&](const auto& problem) {
        return problem.file == shown_file(set, script);
    });
    if (!refused)
        problems.push_back({"empty-script", shown_file(set, script), 0, "no statement in the script",
                            "write the migration, or remove the file"});
}

void check_depends(const MigrationSet& set, const Migration& migration, Problems& problems) {
    for (const auto& version : migration.up.annotations.depends) {
        const Migration* other = set.find(version);
        if (other == nullptr)
            problems.push_back({"depends", shown_file(set, migration.up), 0,
                                "\"@depends\" names a version that is not in the set: \"" + version + "\"", ""});
        else if (!version_less(other->version, migration.version))
            problems.push_back({"depends", shown_file(set, migration.up), 0,
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
                            "migrations are files such as 001_create_users.up.sql with 001_create_users.down.sql"});
    for (const auto& migration : set.migrations) {
        check_empty(set, migration.up, false, problems);
        if (migration.down) check_empty(set, *migration.down, true, problems);
        check_down(set, migration, problems);
        check_depends(set, migration, problems);
    }
}

}  // namespace migration
