#include "validate/stairway.hpp"

#include <chrono>

#include "base/interrupt.hpp"
#include "validate/chain.hpp"
#include "validate/examine.hpp"
#include "validate/postgres_trial_store.hpp"
#include "validate/ratchet.hpp"
#include "validate/straight_run.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

}  // namespace

RunVerdict walk_stairway(const MigrationSet& set, const TrialServer& server,
                         const std::string& provider, const OnVerdict& on_verdict,
                         const ServerSource& another, const FileFindings& files,
                         const KnownFindings& known) {
    const auto start = Clock::now();
    LoneTrial alone;
    if (another)
        alone = [&](std::size_t count, const std::vector<bool>& skip) {
            return make_lone_trial(set, another(), count, skip);
        };
    Stage stage(set, files, std::make_unique<PostgresTrialStore>(set, server), alone);
    RunVerdict run;
    run.server = stage.server_version();
    run.provider = provider;
    run.role = stage.role();
    bool all_passed = true;
    for (std::size_t i = 0; i < set.migrations.size(); ++i) {
        check_interrupt();
        const auto begin = Clock::now();
        MigrationVerdict verdict = examine(stage, i);
        verdict.milliseconds = since(begin);
        mark_known(verdict, known);
        all_passed = all_passed && verdict.passed();
        if (on_verdict) on_verdict(verdict);
        run.migrations.push_back(std::move(verdict));
    }
    if (all_passed) walk_chain(stage, run);
    if (run.passed()) run_straight(stage, run);
    run.milliseconds = since(start);
    return run;
}

}  // namespace migration
