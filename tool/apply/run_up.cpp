#include "apply/run_parts.hpp"
#include "apply/script_runner.hpp"
#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

void finish(const Run& run, std::size_t steps, std::size_t planned) {
    run.listener.finish(run.source.identity.name, steps, planned);
}

// Where another tool's history is to be in step afterwards, it must be so without a step, too.
void finish_without_step(const Run& run) {
    if (run.settings.guard.kept) run.store.require_in_step(*run.settings.guard.kept);
    finish(run, 0, 0);
}

void apply_each(const Run& run, StepEngine& engine, const std::vector<UpStep>& steps) {
    for (const auto& step : steps)
        run_step(run, step.migration->version, step.migration->slug, steps.size(),
                 [&] { return engine.up(step); });
    finish(run, steps.size(), steps.size());
}

void apply_together(const Run& run, StepEngine& engine, const std::vector<UpStep>& steps,
                    bool only_try) {
    std::vector<long long> times;
    try {
        engine.up_together(steps, only_try, [&](long long time) { times.push_back(time); });
    } catch (const Error& error) {
        if (times.size() < steps.size()) {
            const auto& failed = *steps[times.size()].migration;
            run.listener.failed(failed.version, failed.slug, error.what());
        }
        run.listener.remarks("everything was rolled back");
        finish(run, 0, steps.size());
        throw;
    }
    for (std::size_t i = 0; i < times.size(); ++i)
        run.listener.done(steps[i].migration->version, steps[i].migration->slug, times[i]);
    if (only_try)
        return run.listener.remarks("everything was checked and rolled back: nothing was changed");
    for (const auto& step : steps) run.record.versions.push_back(step.migration->version);
    finish(run, steps.size(), steps.size());
}

void warn_of_wrong_downs(const Run& run, const std::vector<UpStep>& steps) {
    if (!run.source.manifest) return;
    for (const auto& step : steps) {
        const auto* entry = run.source.manifest->migration(step.migration->version);
        const std::string wrong = entry == nullptr ? "" : entry->wrong_down();
        if (!wrong.empty())
            run.listener.warns("the down script of migration \"" + step.migration->name() +
                                   "\" is known to be wrong: " + wrong,
                               "'down' undoes it only with --accept-known");
    }
}

}  // namespace

std::vector<UpStep> plan_and_tell(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                                  const UpOptions& options, RunListener& listener) {
    auto steps = plan_up(set, applied, options);
    if (const auto newer = newer_versions(set, applied); !newer.empty())
        listener.notes("the database has " + counted(newer.size(), "newer migration") +
                       " that this program does not carry; they stay as they are");
    return steps;
}

void require_one_transaction(const MigrationSet& set, const std::vector<UpStep>& steps,
                             const std::string& option) {
    for (const auto& step : steps) {
        const Script& script = step.migration->up;
        const std::string way_out =
            "run 'up --to' the migration before it, then run 'up' without " + option;
        if (!script.transactional)
            throw Error(ErrorKind::usage,
                        shown_file(set, script) + ": the script cannot run in a transaction, but " +
                            option + " needs one",
                        way_out);
        if (asks_for_own_transaction(script))
            throw Error(ErrorKind::usage,
                        shown_file(set, script) +
                            ": the script sets properties of its own transaction, but " + option +
                            " runs all scripts in one",
                        way_out);
    }
}

void run_up(const Run& run, const UpRequest& request) {
    const Source& source = run.source;
    run.record.database = run.store.database();
    // Asked before the lock: with nothing to do, runners do not wait for each other.
    if (!request.only_try && !request.plan.to && run.store.has_everything())
        return finish_without_step(run);
    auto applied = run.store.applied();
    auto steps = plan_and_tell(*source.set, applied, request.plan, run.listener);
    if (steps.empty()) return finish_without_step(run);
    run.store.require_validated(run.settings.allow_unvalidated_server);
    face_obstacles(run, run.store.obstacles_to_up(steps));
    warn_of_wrong_downs(run, steps);
    prepare_backup(run);
    run.store.lock(run.settings.lock_wait);
    applied = run.store.applied();
    steps = plan_and_tell(*source.set, applied, request.plan, run.listener);
    if (steps.empty()) return finish_without_step(run);
    const auto engine = run.store.engine(run.settings.guard, run.listener);
    engine->check_start();
    write_backup(run, applied);
    if (request.together) {
        require_one_transaction(*source.set, steps,
                                request.only_try ? "--dry-run=execute" : "--single-transaction");
        return apply_together(run, *engine, steps, request.only_try);
    }
    run.store.create_ledger();
    apply_each(run, *engine, steps);
}

}  // namespace migration
