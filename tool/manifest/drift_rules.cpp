#include "manifest/drift_rules.hpp"

#include <algorithm>

#include "base/glob.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

// An index that enforces nothing, statistics, or a comment.
bool is_plain_addition(const Change& change) {
    if (change.before || !change.after) return false;
    return change.key.is(ObjectKind::statistics) || change.key.is(ObjectKind::comment) ||
           (change.key.is(ObjectKind::index) && change.after->starts_with("CREATE INDEX "));
}

}  // namespace

bool is_accepted(const DriftRules& rules, const ObjectKey& key) {
    return std::any_of(rules.accepted.begin(), rules.accepted.end(), [&](const auto& accepted) {
        return accepted.object == key.text() || glob_matches(accepted.object, key.text());
    });
}

GradedDrift grade_drift(const DriftRules& rules, const Changes& drift) {
    GradedDrift graded;
    for (const auto& change : drift) {
        if (is_accepted(rules, change.key)) continue;
        const bool only_warns = rules.grade == DriftGrade::additions && is_plain_addition(change);
        (only_warns ? graded.warned : graded.stops).push_back(change);
    }
    return graded;
}

}  // namespace migration
