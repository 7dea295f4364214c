#include "validate/ratchet.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace migration {
namespace {

KnownFinding entry_of(const MigrationVerdict& verdict, const Finding& finding) {
    return {verdict.name(), verdict.digest, std::string(check_name(finding.check)),
            std::string(finding_kind_name(finding.kind)), finding.object.text()};
}

// The file's name alone: the list must hold wherever the set lies.
KnownFinding entry_of(const Problem& problem) {
    return {"", "", "", problem.rule, std::filesystem::path(problem.file).filename().string()};
}

bool is_failing(const Problem& problem) {
    return effect_of(problem) != Effect::note;
}

}  // namespace

void mark_known(MigrationVerdict& verdict, const KnownFindings& known) {
    for (auto& finding : verdict.findings)
        finding.known = finding.fails() && known.contains(entry_of(verdict, finding));
    for (const auto check : all_checks) {
        if (verdict.at(check) != Result::failed) continue;
        bool has_known = false, has_new = false;
        for (const auto& finding : verdict.findings) {
            if (finding.check != check || !finding.fails()) continue;
            (finding.known ? has_known : has_new) = true;
        }
        if (has_known && !has_new) verdict.at(check) = Result::known;
    }
}

void mark_known(Problems& problems, const KnownFindings& known) {
    for (auto& problem : problems)
        problem.known = is_failing(problem) && known.contains(entry_of(problem));
}

std::vector<KnownFinding> failing_findings(const Verdicts& verdicts) {
    std::set<KnownFinding> entries;
    for (const auto& problem : verdicts.problems)
        if (is_failing(problem)) entries.insert(entry_of(problem));
    for (const auto& run : verdicts.runs)
        for (const auto& verdict : run.migrations)
            for (const auto& finding : verdict.findings)
                if (finding.fails()) entries.insert(entry_of(verdict, finding));
    return {entries.begin(), entries.end()};
}

std::vector<KnownFinding> mended_findings(const KnownFindings& known, const Verdicts& verdicts) {
    const auto failing = failing_findings(verdicts);
    std::set<std::pair<std::string, std::string>> present;  // name and digest
    for (const auto& run : verdicts.runs)
        for (const auto& verdict : run.migrations) present.emplace(verdict.name(), verdict.digest);
    std::vector<KnownFinding> mended;
    for (const auto& entry : known.entries) {
        const bool is_as_it_was =
            entry.migration.empty() || present.contains({entry.migration, entry.digest});
        if (is_as_it_was && !std::binary_search(failing.begin(), failing.end(), entry))
            mended.push_back(entry);
    }
    return mended;
}

}  // namespace migration
