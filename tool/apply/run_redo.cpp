#include "apply/run_parts.hpp"
#include "base/text.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

// The version that stays applied before the one that is undone last; "0" for none.
std::string version_before(const MigrationSet& set, const std::vector<LedgerRow>& applied,
                           const std::string& version) {
    std::string before = "0";
    bool is_applied = false;
    for (const auto& row : applied) {
        is_applied = is_applied || same_version(row.version, version);
        const bool comes_before =
            !row.version.starts_with(repeatable_prefix) && set.is_before(row.version, version);
        if (comes_before && (before == "0" || set.is_before(before, row.version)))
            before = row.version;
    }
    if (is_applied) return before;
    throw Error(ErrorKind::usage, "version is not applied: \"" + version + "\"",
                "'status' lists the applied versions");
}

// The same migrations, oldest first.
std::vector<UpStep> ups_of(const std::vector<DownStep>& downs) {
    std::vector<UpStep> ups;
    for (auto down = downs.rbegin(); down != downs.rend(); ++down) {
        if (down->migration == nullptr)
            throw Error(ErrorKind::mismatch,
                        "this program cannot apply migration \"" +
                            migration_name(down->row.version, down->row.slug) +
                            "\" again: it does not carry it",
                        "use a program that has the migration");
        ups.push_back({down->migration});
    }
    return ups;
}

}  // namespace

void run_redo(const Run& run, const RedoRequest& request) {
    const Source& source = run.source;
    run.record.database = run.store.database();
    const auto applied = run.store.applied();
    if (const auto wrong = history_mismatches(*source.set, applied); !wrong.empty())
        throw wrong.front();
    DownOptions plan;
    if (request.version) plan.to = version_before(*source.set, applied, *request.version);
    const auto downs = plan_down(*source.set, applied, plan);
    const auto ups = ups_of(downs);
    if (!request.accept_known) require_right_downs(run, downs);
    if (!downs.empty()) {
        run.store.require_validated(run.settings.allow_unvalidated_server);
        prepare_backup(run);
        face_obstacles(run, run.store.obstacles_to_down(downs));
        request.consent(downs);
    }
    run.store.lock(run.settings.lock_wait);
    require_unchanged(applied, run.store.applied());
    if (!downs.empty()) {
        const auto engine = run.store.engine(run.settings.guard, run.listener);
        engine->check_start();
        write_backup(run, applied);
        run.listener.turns("down");
        for (const auto& step : downs)
            run_step(run, step.row.version, step.row.slug, 2 * downs.size(),
                     [&] { return engine->down(step); });
        run.listener.turns("up");
        for (const auto& step : ups)
            run_step(run, step.migration->version, step.migration->slug, 2 * downs.size(),
                     [&] { return engine->up(step); });
        run.listener.turns("redo");
    }
    run.listener.finish(source.identity.name, downs.size(), downs.size());
}

}  // namespace migration
