#pragma once

// What runs of every kind do.

#include "apply/preflight.hpp"
#include "apply/run.hpp"

namespace migration {

// What the manifest has for the server's major version; null without.
const ManifestServer* validated_server(const Run& run);

// Throws for what stands in the run's way, or warns of it.
void face_obstacles(const Run& run, const Obstacles& obstacles);

// Before the lock, and under it.
void prepare_backup(const Run& run);
void write_backup(const Run& run, const std::vector<LedgerRow>& applied);

// A step's `work` returns the milliseconds it took, or nothing where another runner had done it. What fails
// is told, with how far the run came, and thrown on.
template <typename Work>
void run_step(const Run& run, const std::string& version, const std::string& slug, std::size_t planned,
              const Work& work) {
    try {
        const auto time = work();
        run.record.versions.push_back(version);
        if (time)
            run.listener.done(version, slug, *time);
        else
            run.listener.skipped(version, slug);
    } catch (const Error& error) {
        run.listener.failed(version, slug, error.what());
        run.listener.finish(run.source.identity.name, run.record.versions.size(), planned);
        throw;
    }
}

}  // namespace migration
