#include "apply/ledger_rows.hpp"
#include "apply/proof.hpp"
#include "apply/protected_database.hpp"
#include "apply/remove_objects.hpp"
#include "apply/run_parts.hpp"
#include "base/text.hpp"
#include "ledger/set_lock.hpp"

namespace migration {
namespace {

const ManifestServer& proof_of(const Run& run) {
    if (!run.source.manifest)
        throw Error(ErrorKind::usage,
                    "'fresh' needs a manifest, which lists what the set made, but found none",
                    "use the packaged runner, or name a manifest with --manifest FILE");
    require_validated_server(run.source, run.session, false);
    return *validated_server(run);
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

// Without what was there before: it is not the set's, whatever the set says of it.
std::vector<ObjectKey> objects_of_set(const Run& run, const Ledger& ledger, const ManifestServer& validated,
                                      const std::vector<LedgerRow>& applied) {
    auto objects = made_objects(validated, applied);
    for (const auto& key : made_beforehand(run.session, ledger, *run.source.set, validated, applied)) {
        std::erase(objects, key);
        run.listener.remarks("keeps " + key.text() + ": the set does not seem to have made it");
    }
    const LiveNames names = read_live_names(run.session, validated);
    for (auto& key : objects) key = names.key(key);
    return objects;
}

void drop(const Run& run, Ledger& ledger, SetLock& lock, const std::vector<ObjectKey>& objects,
          const std::vector<LedgerRow>& applied) {
    run.session.command("BEGIN; SET LOCAL lock_timeout = " +
                        quote_literal(run.settings.guard.limits.lock_timeout));
    lock.hold();
    drop_objects(run.session, objects);
    if (ledger.exists())
        for (const auto& row : applied) ledger.remove(log_row(row, "fresh"));
    run.session.command("COMMIT");
    run.listener.remarks("dropped " + counted(objects.size(), "object"));
}

}  // namespace

void run_fresh(const Run& run, const FreshRequest& request) {
    const MigrationSet& set = *run.source.set;
    run.record.database = run.session.database();
    Ledger ledger(run.session, run.source.identity.ledger, run.source.identity.name);
    require_unprotected(run.session);
    const ManifestServer& validated = proof_of(run);
    const auto applied = ledger.applied();
    refuse_unknown(set, applied);
    const auto steps = request.only_drop ? std::vector<UpStep>() : all_steps(set);
    face_obstacles(run, obstacles_to_up(run.session, run.source.identity.ledger, steps, &validated));
    const auto objects = objects_of_set(run, ledger, validated, applied);
    prepare_backup(run);
    request.consent(objects);
    SetLock lock(run.session, ledger, run.settings.lock_wait);
    require_unchanged(applied, ledger.applied());
    write_backup(run, applied);
    drop(run, ledger, lock, objects, applied);
    if (request.only_drop) return;
    GuardedEngine engine(run.session, ledger, lock, set, run.source.manifest, run.settings.guard,
                         run.listener);
    engine.check_start();
    ledger.create();
    for (const auto& step : steps)
        run_step(run, step.migration->version, step.migration->slug, steps.size(),
                 [&] { return engine.up(step); });
    run.listener.finish(set.name, steps.size(), steps.size());
}

}  // namespace migration
