#include "apply/proof.hpp"
#include "apply/run_parts.hpp"
#include "apply/script_runner.hpp"
#include "base/text.hpp"
#include "ledger/set_lock.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

void finish(const Run& run, std::size_t steps, std::size_t planned) {
    run.listener.finish(run.source.identity.name, steps, planned);
}

void apply_each(const Run& run, GuardedEngine& engine, const std::vector<UpStep>& steps) {
    for (const auto& step : steps)
        run_step(run, step.migration->version, step.migration->slug, steps.size(),
                 [&] { return engine.up(step); });
    finish(run, steps.size(), steps.size());
}

void apply_together(const Run& run, GuardedEngine& engine, const std::vector<UpStep>& steps, bool only_try) {
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
    if (only_try) return run.listener.remarks("everything was checked and rolled back: nothing was changed");
    for (const auto& step : steps) run.record.versions.push_back(step.migration->version);
    finish(run, steps.size(), steps.size());
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
        const std::string way_out = "run 'up --to' the migration before it, then run 'up' without " + option;
        if (!script.transactional)
            throw Error(ErrorKind::usage,
                        shown_file(set, script) + ": the script cannot run in a transaction, but " + option +
                            " needs one",
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
    run.record.database = run.session.database();
    Ledger ledger(run.session, source.identity.ledger, source.identity.name);
    // Asked before the lock: with nothing to do, runners do not wait for each other.
    if (!request.only_try && !request.plan.to && ledger.has_exactly(source.identity))
        return finish(run, 0, 0);
    auto applied = ledger.applied();
    auto steps = plan_and_tell(*source.set, applied, request.plan, run.listener);
    if (steps.empty()) return finish(run, 0, 0);
    require_validated_server(source, run.session, run.settings.allow_unvalidated_server);
    face_obstacles(run, obstacles_to_up(run.session, source.identity.ledger, steps, validated_server(run)));
    prepare_backup(run);
    SetLock lock(run.session, ledger, run.settings.lock_wait);
    applied = ledger.applied();
    steps = plan_and_tell(*source.set, applied, request.plan, run.listener);
    if (steps.empty()) return finish(run, 0, 0);
    GuardedEngine engine(run.session, ledger, lock, *source.set, source.manifest, run.settings.guard,
                         run.listener);
    engine.check_start();
    write_backup(run, applied);
    if (request.together) {
        require_one_transaction(*source.set, steps,
                                request.only_try ? "--dry-run=execute" : "--single-transaction");
        return apply_together(run, engine, steps, request.only_try);
    }
    ledger.create();
    apply_each(run, engine, steps);
}

}  // namespace migration
