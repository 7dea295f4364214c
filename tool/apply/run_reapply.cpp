#include <algorithm>

#include "apply/run_parts.hpp"

namespace migration {
namespace {

const LedgerRow& applied_row(const std::vector<LedgerRow>& applied, const std::string& version) {
    const auto row = std::find_if(applied.begin(), applied.end(), [&](const auto& each) {
        return same_version(each.version, version);
    });
    if (row == applied.end())
        throw Error(ErrorKind::usage, "version is not applied: \"" + version + "\"",
                    "'status' lists the applied versions; 'up' applies the others");
    if (row->incomplete)
        throw Error(ErrorKind::mismatch,
                    "migration \"" + migration_name(row->version, row->slug) +
                        "\" is not completely applied",
                    "'status' says what it waits for");
    return *row;
}

// Only what validation has run twice may run twice here.
void require_proof(const Run& run, const std::string& version, const std::string& name) {
    const ManifestServer* validated = run.store.validated();
    if (validated == nullptr)
        throw Error(
            ErrorKind::usage,
            "without the proof of validation nobody knows whether \"" + name + "\" may run again",
            "use a packaged program, or name the manifest with --manifest");
    const ManifestState* state = validated->state(version);
    if (state == nullptr || !state->runs_again)
        throw Error(
            ErrorKind::failed,
            "validation has not seen a second run of \"" + name + "\" succeed without a change",
            "make the change in a new migration");
}

}  // namespace

void run_reapply(const Run& run, const std::string& version) {
    const Source& source = run.source;
    run.record.database = run.store.database();
    const auto applied = run.store.applied();
    if (const auto wrong = history_mismatches(*source.set, applied); !wrong.empty())
        throw wrong.front();
    const LedgerRow& row = applied_row(applied, version);
    const UpStep step{source.set->find(row.version)};
    run.store.require_validated(run.settings.allow_unvalidated_server);
    require_proof(run, row.version, step.migration->name());
    prepare_backup(run);
    run.store.lock(run.settings.lock_wait);
    require_unchanged(applied, run.store.applied());
    const auto engine = run.store.engine(run.settings.guard, run.listener);
    write_backup(run, applied);
    run_step(run, row.version, row.slug, 1, [&] { return engine->again(step); });
    run.listener.finish(source.identity.name, 1, 1);
}

}  // namespace migration
