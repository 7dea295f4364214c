#include "validate/straight_run.hpp"

#include <algorithm>
#include <set>

#include "base/interrupt.hpp"
#include "snapshot/level.hpp"
#include "snapshot/object_key.hpp"
#include "validate/findings.hpp"

namespace migration {
namespace {

Changes of_structure(Changes changes) {
    std::erase_if(changes,
                  [](const auto& change) { return !counts_at(Level::structure, change.facet); });
    return changes;
}

// What a verdict has taken exception to, or accepted: it differs by itself.
std::set<ObjectKey> excused_objects(const MigrationVerdict& verdict) {
    std::set<ObjectKey> objects;
    for (const auto& finding : verdict.findings)
        if (!finding.object.empty()) objects.insert(finding.object);
    return objects;
}

// From what the migration made by itself to what it made here, of what `counts`.
template <typename Counts>
Changes differences(const MigrationVerdict& verdict, const Changes& made, Counts counts) {
    Changes changes = combine(inverse(verdict.changes), made);
    const auto excused = excused_objects(verdict);
    std::erase_if(changes, [&](const auto& change) {
        return !counts(change) || excused.contains(change.key) || excused.contains(change.parent);
    });
    return changes;
}

bool is_of_structure(const Change& change) {
    return counts_at(Level::structure, change.facet);
}

bool is_of_rows(const Change& change) {
    return change.key.is(ObjectKind::rows);
}

// Rows may differ from one run to the next whatever the session is. So a control repeats what the
// verdict rests on, each migration in a session of its own: only rows that come out the same there
// depend on the session. Once a table's rows differ by themselves nothing can be told of them any
// more.
class RowCheck {
public:
    explicit RowCheck(Stage& stage) : stage_(stage) {}

    std::vector<Finding> findings(std::size_t index, const MigrationVerdict& verdict,
                                  const Trial& straight, const Changes& made) {
        for (const auto& object : excused_objects(verdict)) open_.insert(object);
        Changes suspected = differences(verdict, made, is_of_rows);
        std::erase_if(suspected, [&](const auto& change) { return open_.contains(change.key); });
        if (suspected.empty()) return {};
        const auto& migration = stage_.set().migrations[index];
        const auto control = stage_.control(index);
        const Outcome repeated = control->up(migration);
        if (repeated.error) return {};
        for (const auto& change : combine(inverse(verdict.changes), repeated.changes))
            open_.insert(change.key);
        for (const auto& change : suspected)
            if (straight.has_same_rows_but_generated(*control, change.key))
                open_.insert(change.key);
        std::erase_if(suspected, [&](const auto& change) { return open_.contains(change.key); });
        auto findings = session_findings(stage_.set(), migration, suspected);
        for (auto& finding : findings)
            finding.rows = straight.row_difference(*control, finding.object);
        return findings;
    }

private:
    Stage& stage_;
    std::set<ObjectKey> open_;  // keys of which nothing can be told
};

// Whether some migration changes what sessions begin with: only then do downs depend on where they
// begin, too.
bool some_changes_beginnings(const RunVerdict& run) {
    return std::any_of(run.migrations.begin(), run.migrations.end(), [](const auto& verdict) {
        return std::any_of(verdict.changes.begin(), verdict.changes.end(),
                           [](const auto& change) { return is_met_by_new_sessions(change.key); });
    });
}

// What the down script made here, held against what undoes the migration, or was waived.
std::vector<Finding> down_findings(const MigrationSet& set, const Migration& migration,
                                   Trial& straight, const MigrationVerdict& verdict) {
    const Outcome outcome = straight.down(migration);
    if (outcome.error)
        return {error_finding(migration, Check::down, *outcome.error, set.directory)};
    const auto excused = excused_objects(verdict);
    Changes changes = combine(combine(verdict.changes, outcome.changes), inverse(verdict.left));
    std::erase_if(changes, [&](const auto& change) {
        return !is_of_structure(change) || excused.contains(change.key) ||
               excused.contains(change.parent);
    });
    auto findings = session_findings(set, migration, changes);
    for (auto& finding : findings) {
        finding.check = Check::down;
        finding.file = migration.down->file;
        finding.line = 1;
        finding.message =
            "in one session with the migrations after it, the down script gives another result for";
    }
    return findings;
}

// Back again in the same session, as one run of `down` goes.
void run_back(const MigrationSet& set, Trial& straight, RunVerdict& run) {
    for (std::size_t i = set.migrations.size();
         i-- > 0 && set.migrations[i].down && run.migrations[i].leads_back();) {
        check_interrupt();
        run.straight_findings = down_findings(set, set.migrations[i], straight, run.migrations[i]);
        if (run.straight_findings.empty()) continue;
        run.straight = Result::failed;
        return;
    }
}

}  // namespace

void run_straight(Stage& stage, RunVerdict& run) {
    if (stage.changes_server() && !stage.has_another_server()) return;
    const bool all_up = std::all_of(run.migrations.begin(), run.migrations.end(),
                                    [](const auto& verdict) { return verdict.is_up(); });
    if (!all_up) return;
    const auto straight = stage.probe(0);
    straight->run_straight();
    const auto& set = stage.set();
    RowCheck rows(stage);
    run.straight = Result::passed;
    for (std::size_t i = 0; i < set.migrations.size() && run.straight == Result::passed; ++i) {
        check_interrupt();
        auto& verdict = run.migrations[i];
        Outcome outcome = straight->up(set.migrations[i]);
        if (outcome.error)
            run.straight_findings.push_back(
                error_finding(set.migrations[i], Check::up, *outcome.error, set.directory));
        else
            run.straight_findings = session_findings(
                set, set.migrations[i], differences(verdict, outcome.changes, is_of_structure));
        if (!outcome.error && run.straight_findings.empty())
            run.straight_findings = rows.findings(i, verdict, *straight, outcome.changes);
        if (!run.straight_findings.empty()) run.straight = Result::failed;
        if (of_structure(std::move(outcome.changes)) == of_structure(verdict.changes))
            verdict.footprint = std::move(outcome.footprint);
    }
    if (run.straight == Result::passed && run.chain == Result::passed &&
        some_changes_beginnings(run))
        run_back(set, *straight, run);
}

}  // namespace migration
