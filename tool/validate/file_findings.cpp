#include "validate/file_findings.hpp"

#include "set/file_migrations.hpp"

namespace migration {
namespace {

Finding finding_of(const Problem& problem, Check check, const std::string& file) {
    Finding finding;
    finding.check = check;
    finding.kind = FindingKind::file;
    finding.file = file;
    finding.line = problem.line;
    finding.message = problem.message;
    finding.hint = problem.hint;
    finding.note = effect_of(problem) == Effect::note;
    return finding;
}

// A file with both scripts is the up's; what is said of its down script has a rule of its own.
bool is_of_down(const Problem& problem) {
    return problem.rule == "missing-down" || problem.rule == "irreversible-with-down";
}

}  // namespace

FileFindings::FileFindings(const MigrationSet& set, const Problems& problems) {
    const auto ups = FileMigrations::of_ups(set), downs = FileMigrations::of_downs(set);
    for (const auto& problem : problems) {
        const Migration* up = ups.at(problem.file, problem.line);
        const Migration* down = downs.at(problem.file, problem.line);
        if (up == nullptr && down == nullptr) {
            others_.push_back(problem);
            continue;
        }
        const bool of_up = up != nullptr && !is_of_down(problem);
        const Migration& migration = up != nullptr ? *up : *down;
        const Script& script = of_up || !migration.down ? migration.up : *migration.down;
        Found& its = by_version_[migration.version];
        its.findings.push_back(finding_of(problem, of_up ? Check::up : Check::down, script.file));
        const bool stops = effect_of(problem) == Effect::stops_script;
        its.stops_up = its.stops_up || (stops && of_up);
        its.stops_down = its.stops_down || (stops && (!of_up || down == &migration));
    }
}

const FileFindings::Found* FileFindings::found(const Migration& migration) const {
    const auto found = by_version_.find(migration.version);
    return found == by_version_.end() ? nullptr : &found->second;
}

std::vector<Finding> FileFindings::of(const Migration& migration) const {
    const Found* its = found(migration);
    return its == nullptr ? std::vector<Finding>() : its->findings;
}

bool FileFindings::stops_up(const Migration& migration) const {
    const Found* its = found(migration);
    return its != nullptr && its->stops_up;
}

bool FileFindings::stops_down(const Migration& migration) const {
    const Found* its = found(migration);
    return its != nullptr && its->stops_down;
}

}  // namespace migration
