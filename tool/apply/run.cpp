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

}  // namespace migration
