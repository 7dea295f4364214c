#include "set/history_rules.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/text.hpp"
#include "set/file_migrations.hpp"

namespace migration {
namespace {

// Problems behind which nobody knows what the file holds.
constexpr std::string_view hiding_rules[]{"alembic",      "encoding",    "foreign-file",
                                          "missing-file", "placeholder", "other-language",
                                          "section",      "special-file"};

bool hides_scripts(const Problem& problem) {
    return std::find(std::begin(hiding_rules), std::end(hiding_rules), problem.rule) !=
           std::end(hiding_rules);
}

class HistoryRules {
public:
    HistoryRules(const MigrationSet& set, Problems& problems)
        : set_(set), problems_(problems), files_(FileMigrations::of_ups(set)) {}

    void check(const Migration& migration) {
        check_empty(migration, migration.up);
        if (migration.down) check_empty(migration, *migration.down);
        check_down(migration);
    }

private:
    // Whether nobody knows which scripts the file, or the migration's part of it, holds.
    bool is_unreadable(const Migration& migration, const Script& script) const {
        const std::string file = shown_file(set_, script);
        return std::any_of(problems_.begin(), problems_.end(), [&](const auto& problem) {
            return hides_scripts(problem) && problem.file == file &&
                   (!files_.is_shared(file) || files_.at(file, problem.line) == &migration);
        });
    }

    // Where a file has several migrations its name does not tell which one is meant.
    int line_of(const Script& script) const {
        return files_.is_shared(shown_file(set_, script)) ? first_line_of(script) : 0;
    }

    void check_down(const Migration& migration) {
        if (is_unreadable(migration, migration.up)) return;
        const auto& irreversible = migration.up.annotations.irreversible;
        if (!migration.down && !irreversible)
            problems_.push_back(
                {"missing-down", shown_file(set_, migration.up), line_of(migration.up),
                 "no down script for migration \"" + migration.name() + "\"",
                 "add one, or declare \"-- @irreversible: reason\" at the top of the up script"});
        if (migration.down && irreversible)
            problems_.push_back({"irreversible-with-down", shown_file(set_, *migration.down),
                                 line_of(*migration.down),
                                 "migration \"" + migration.name() +
                                     "\" is declared irreversible but has a down script",
                                 "remove the annotation or the script"});
    }

    // A script of comments alone does nothing, on purpose; a blank one was forgotten.
    void check_empty(const Migration& migration, const Script& script) {
        if (!trim(script.text).empty() || is_unreadable(migration, script)) return;
        problems_.push_back(
            {"empty-script", shown_file(set_, script), 0, "the script is empty",
             "write the migration, remove the file, or say in a comment why it does nothing"});
    }

    const MigrationSet& set_;
    Problems& problems_;
    FileMigrations files_;
};

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
    HistoryRules rules(set, problems);
    for (const auto& migration : set.migrations) rules.check(migration);
}

}  // namespace migration
