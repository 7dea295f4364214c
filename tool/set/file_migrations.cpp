#include "set/file_migrations.hpp"

#include <iterator>

#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {

FileMigrations FileMigrations::of_ups(const MigrationSet& set) {
    FileMigrations found;
    for (const auto& migration : set.migrations) {
        found.add(shown_file(set, migration.up), first_line_of(migration.up), migration);
        if (migration.verify)
            found.add(shown_file(set, *migration.verify), first_line_of(*migration.verify),
                      migration);
    }
    return found;
}

// A down script below its up stands where that one begins.
FileMigrations FileMigrations::of_downs(const MigrationSet& set) {
    FileMigrations found;
    for (const auto& migration : set.migrations) {
        if (!migration.down) continue;
        const bool is_below = migration.down->file == migration.up.file;
        found.add(shown_file(set, *migration.down),
                  first_line_of(is_below ? migration.up : *migration.down), migration);
    }
    return found;
}

const Migration* FileMigrations::at(const std::string& file, int line) const {
    const auto found = by_first_line_.find(file);
    if (found == by_first_line_.end()) return nullptr;
    const auto behind = found->second.upper_bound(line);
    return (behind == found->second.begin() ? behind : std::prev(behind))->second;
}

bool FileMigrations::is_shared(const std::string& file) const {
    const auto found = by_first_line_.find(file);
    return found != by_first_line_.end() && found->second.size() > 1;
}

void FileMigrations::add(const std::string& file, int first_line, const Migration& migration) {
    by_first_line_[file].emplace(first_line, &migration);
}

int first_line_of(const Script& script) {
    int number = 0;
    for (const auto& [content, end] : lines_of(script.text)) {
        ++number;
        if (!trim(content).empty()) return number;
    }
    return 1;
}

}  // namespace migration
