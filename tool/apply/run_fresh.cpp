#include "apply/proof.hpp"
#include "apply/run_parts.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

void require_proof_of(const Run& run) {
    if (!run.source.manifest)
        throw Error(ErrorKind::usage,
                    "'fresh' needs a manifest, which lists what the set made, but found none",
                    "use the packaged runner, or name a manifest with --manifest FILE");
    run.store.require_validated(false);
}

// What they have made is known to others only: it would stay, and be forgotten.
void refuse_unknown(const MigrationSet& set, const std::vector<LedgerRow>& applied) {
    for (const auto& row : applied)
        if (set.find(row.version) == nullptr) throw unknown_version(set, row);
}

std::vector<UpStep> all_steps(const MigrationSet& set) {
    std::vector<UpStep> steps;
    for (const auto& migration : set.migrations) steps.push_back({&migration});
    return steps;
}

}  // namespace

void run_fresh(const Run& run, const FreshRequest& request) {
    const MigrationSet& set = *run.source.set;
    Store& store = run.store;
    run.record.database = store.database();
    store.require_unprotected();
    require_proof_of(run);
    const auto applied = store.applied();
    refuse_unknown(set, applied);
    const auto steps = request.only_drop ? std::vector<UpStep>() : all_steps(set);
    face_obstacles(run, store.obstacles_to_up(steps));
    const auto objects = store.made_objects(applied, run.listener);
    prepare_backup(run);
    request.consent(objects);
    store.lock(run.settings.lock_wait);
    require_unchanged(applied, store.applied());
    write_backup(run, applied);
    store.drop(objects, applied, run.settings.guard);
    run.listener.remarks("dropped " + counted(objects.size(), "object"));
    if (request.only_drop) return;
    const auto engine = store.engine(run.settings.guard, run.listener);
    engine->check_start();
    store.create_ledger();
    for (const auto& step : steps)
        run_step(run, step.migration->version, step.migration->slug, steps.size(),
                 [&] { return engine->up(step); });
    run.listener.finish(set.name, steps.size(), steps.size());
}

}  // namespace migration
