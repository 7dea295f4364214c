#include "apply/proof.hpp"
#include "apply/run_parts.hpp"
#include "ledger/set_lock.hpp"

namespace migration {

// Nobody is asked while others wait for the lock: what was asked about must still be so under it.
void run_down(const Run& run, const DownRequest& request) {
    const Source& source = run.source;
    run.record.database = run.session.database();
    Ledger ledger(run.session, source.identity.ledger, source.identity.name);
    const auto applied = ledger.applied();
    const auto steps = plan_down(*source.set, applied, request.plan);
    if (!steps.empty()) {
        prepare_backup(run);
        face_obstacles(run,
                       obstacles_to_down(run.session, source.identity.ledger, steps, validated_server(run)));
        request.consent(steps);
    }
    SetLock lock(run.session, ledger, run.settings.lock_wait);
    require_unchanged(applied, ledger.applied());
    if (!steps.empty()) {
        GuardedEngine engine(run.session, ledger, lock, *source.set, source.manifest, run.settings.guard,
                             run.listener);
        engine.check_start();
        write_backup(run, applied);
        for (const auto& step : steps)
            run_step(run, step.row.version, step.row.slug, steps.size(), [&] { return engine.down(step); });
    }
    run.listener.finish(source.identity.name, steps.size(), steps.size());
}

}  // namespace migration
