#include "validate/waivers.hpp"

#include <algorithm>

#include "base/glob.hpp"

namespace migration {
namespace {

bool is_second_run(Check check) {
    return check == Check::up_again || check == Check::down_again;
}

const Script& second_script(const Migration& migration, Check check) {
    return check == Check::down_again && migration.down ? *migration.down : migration.up;
}

std::string annotated(const Migration& migration, Check check, FindingKind kind) {
    std::vector<const Annotations*> annotations{&migration.up.annotations};
    if (migration.down && check != Check::up_again)
        annotations.push_back(&migration.down->annotations);
    const bool again = is_second_run(check);
    for (const auto* given : annotations) {
        if (const auto found =
                given->allow.find(again ? "repeats" : std::string(finding_kind_name(kind)));
            found != given->allow.end())
            return found->second;
        if (kind == FindingKind::data && given->lossy && !again) return *given->lossy;
    }
    if (again) return second_script(migration, check).annotations.not_idempotent.value_or("");
    return "";
}

// `kind` is the word for it: "refuses", "repeats", or the kind's own name.
bool covers(const Waiver& waiver, const std::string& version, const std::string& name, Check check,
            std::string_view kind, std::string_view object) {
    return names_migration(waiver.migration, version, name) &&
           (waiver.check.empty() || waiver.check == check_name(check)) &&
           (waiver.kind.empty() || waiver.kind == kind) &&
           (waiver.object.empty() || waiver.object == object ||
            glob_matches(waiver.object, object));
}

std::string configured(const MigrationSet& set, const Migration& migration, Check check,
                       std::string_view kind, const std::string& object) {
    for (const auto& waiver : set.waivers)
        if (covers(waiver, migration.version, migration.name(), check, kind, object))
            return waiver.reason;
    return "";
}

bool is_used_by(const Waiver& waiver, const MigrationVerdict& verdict, const Finding& finding) {
    if (finding.waived != waiver.reason) return false;
    std::vector<std::string_view> words{finding_kind_name(finding.kind)};
    if (is_second_run(finding.check))
        words.push_back(finding.kind == FindingKind::error ? "refuses" : "repeats");
    return std::any_of(words.begin(), words.end(), [&](auto word) {
        return covers(waiver, verdict.version, verdict.name(), finding.check, word,
                      finding.object.text());
    });
}

// Behind an up script that failed nobody knows what else would be found.
bool is_needed(const Waiver& waiver, const MigrationVerdict& verdict) {
    if (verdict.at(Check::up) == Result::failed &&
        names_migration(waiver.migration, verdict.version, verdict.name()))
        return true;
    return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                       [&](const auto& finding) { return is_used_by(waiver, verdict, finding); });
}

}  // namespace

std::string waiver_of(const MigrationSet& set, const Migration& migration, Check check,
                      FindingKind kind, const ObjectKey& object) {
    if (auto reason = annotated(migration, check, kind); !reason.empty()) return reason;
    const auto name = finding_kind_name(kind);
    if (auto reason = configured(set, migration, check, name, object.text()); !reason.empty())
        return reason;
    return is_second_run(check) ? configured(set, migration, check, "repeats", object.text()) : "";
}

std::string refusal_waiver(const MigrationSet& set, const Migration& migration, Check check) {
    const auto& annotations = second_script(migration, check).annotations;
    const auto allowed = annotations.allow.find("refuses");
    if (allowed != annotations.allow.end()) return allowed->second;
    if (annotations.not_idempotent) return *annotations.not_idempotent;
    return configured(set, migration, check, "refuses", "");
}

std::vector<Waiver> unused_waivers(const MigrationSet& set, const std::vector<RunVerdict>& runs) {
    std::vector<Waiver> unused;
    for (const auto& waiver : set.waivers) {
        const bool is_used =
            waiver.kind == "irreversible" ||
            std::any_of(runs.begin(), runs.end(), [&](const auto& run) {
                return std::any_of(run.migrations.begin(), run.migrations.end(),
                                   [&](const auto& verdict) { return is_needed(waiver, verdict); });
            });
        if (!is_used) unused.push_back(waiver);
    }
    return unused;
}

}  // namespace migration
