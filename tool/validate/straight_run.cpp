#include "validate/straight_run.hpp"

#include <algorithm>
#include <set>

#include "base/interrupt.hpp"
#include "snapshot/level.hpp"
#include "validate/findings.hpp"

namespace migration {
namespace {

Changes of_structure(Changes changes) {
    std::erase_if(changes, [](const auto& change) { return !counts_at(Level::structure, change.facet); });
    return changes;
}

// What a verdict has taken exception to, or accepted: it differs by itself.
std::set<std::string> excused_objects(const MigrationVerdict& verdict) {
    std::set<std::string> objects;
    for (const auto& finding : verdict.findings)
        if (!finding.object.empty()) objects.insert(finding.object);
    return objects;
}

// From what the migration made by itself to what it made here.
Changes differences(const MigrationVerdict& verdict, const Changes& made) {
    Changes changes = of_structure(combine(inverse(verdict.changes), made));
    const auto excused = excused_objects(verdict);
    std::erase_if(changes, [&](const auto& change) {
        return excused.contains(change.key) || excused.contains(change.parent);
    });
    return changes;
}

}  // namespace

void run_straight(Stage& stage, RunVerdict& run) {
    if (stage.changes_server() && !stage.has_another_server()) return;
    const auto straight = stage.probe(0);
    straight->run_straight();
    const auto& set = stage.set();
    run.straight = Result::passed;
    for (std::size_t i = 0; i < set.migrations.size() && run.straight == Result::passed; ++i) {
        check_interrupt();
        auto& verdict = run.migrations[i];
        Outcome outcome = straight->up(set.migrations[i]);
        if (outcome.error)
            run.straight_findings.push_back(
                error_finding(set.migrations[i], Check::up, *outcome.error, set.directory));
        else
            run.straight_findings =
                session_findings(set, set.migrations[i], differences(verdict, outcome.changes));
        if (!run.straight_findings.empty()) run.straight = Result::failed;
        if (of_structure(std::move(outcome.changes)) == of_structure(verdict.changes))
            verdict.footprint = std::move(outcome.footprint);
    }
}

}  // namespace migration
