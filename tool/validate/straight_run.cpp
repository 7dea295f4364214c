#include "validate/straight_run.hpp"

#include <algorithm>

#include "base/interrupt.hpp"
#include "snapshot/level.hpp"

namespace migration {
namespace {

Changes of_structure(Changes changes) {
    std::erase_if(changes, [](const auto& change) { return !counts_at(Level::structure, change.facet); });
    return changes;
}

}  // namespace

void run_straight(Stage& stage, RunVerdict& run) {
    if (stage.changes_server()) return;
    const auto straight = stage.probe(0);
    straight->take_footprints();
    const auto& migrations = stage.set().migrations;
    for (std::size_t i = 0; i < migrations.size(); ++i) {
        check_interrupt();
        Outcome outcome = straight->up(migrations[i]);
        if (outcome.error) return;
        auto& verdict = run.migrations[i];
        if (of_structure(std::move(outcome.changes)) == of_structure(verdict.changes))
            verdict.footprint = std::move(outcome.footprint);
    }
}

}  // namespace migration
