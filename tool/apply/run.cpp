#include "apply/run_parts.hpp"

namespace migration {

void face_obstacles(const Run& run, const Obstacles& obstacles) {
    face(obstacles, run.settings.ignore_preflight, run.listener);
}

void prepare_backup(const Run& run) {
    if (run.backup != nullptr) run.backup->prepare();
}

void write_backup(const Run& run, const std::vector<LedgerRow>& applied) {
    if (run.backup == nullptr) return;
    run.record.backup = run.backup->write(applied);
    run.listener.remarks("backup: " + run.record.backup);
}

void require_right_downs(const Run& run, const std::vector<DownStep>& steps) {
    if (!run.source.manifest) return;
    for (const auto& step : steps) {
        const auto* entry = run.source.manifest->migration(step.row.version);
        const std::string wrong = entry == nullptr ? "" : entry->wrong_down();
        if (!wrong.empty())
            throw Error(ErrorKind::failed,
                        "the down script of migration \"" +
                            migration_name(step.row.version, step.row.slug) +
                            "\" is known to be wrong: " + wrong,
                        "mend it in a new release, or run it all the same with --accept-known");
    }
}

}  // namespace migration
