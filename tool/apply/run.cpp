#include "apply/run_parts.hpp"

namespace migration {

const ManifestServer* validated_server(const Run& run) {
    return run.source.manifest ? run.source.manifest->server(run.session.server_major()) : nullptr;
}

void face_obstacles(const Run& run, const Obstacles& obstacles) {
    face(obstacles, run.settings.ignore_preflight, run.listener);
}

void prepare_backup(const Run& run) {
    if (run.backup != nullptr) run.backup->prepare(run.session);
}

void write_backup(const Run& run, const std::vector<LedgerRow>& applied) {
    if (run.backup == nullptr) return;
    run.record.backup = run.backup->write(applied);
    run.listener.remarks("backup: " + run.record.backup);
}

}  // namespace migration
