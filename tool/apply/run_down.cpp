#include "apply/run_parts.hpp"

namespace migration {

// Nobody is asked while others wait for the lock: what was asked about must still be so under it.
void run_down(const Run& run, const DownRequest& request) {
    const Source& source = run.source;
    run.record.database = run.store.database();
    const auto applied = run.store.applied();
    const auto steps = plan_down(*source.set, applied, request.plan);
    if (!request.accept_known) require_right_downs(run, steps);
    if (!steps.empty()) {
        prepare_backup(run);
        face_obstacles(run, run.store.obstacles_to_down(steps));
        request.consent(steps);
    }
    run.store.lock(run.settings.lock_wait);
    require_unchanged(applied, run.store.applied());
    if (!steps.empty()) {
        const auto engine = run.store.engine(run.settings.guard, run.listener);
        engine->check_start();
        write_backup(run, applied);
        for (const auto& step : steps)
            run_step(run, step.row.version, step.row.slug, steps.size(),
                     [&] { return engine->down(step); });
    }
    run.listener.finish(source.identity.name, steps.size(), steps.size());
}

}  // namespace migration
