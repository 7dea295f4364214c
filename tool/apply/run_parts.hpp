#pragma once

// What run_up(), run_down() and run_fresh() share.

#include "apply/proof.hpp"
#include "apply/run.hpp"

namespace migration {

// Throws Error for certain obstacles and warns of possible ones.
void face_obstacles(const Run& run, const Obstacles& obstacles);

// Throws Error (failed) where a step's down script is known to be wrong.
void require_right_downs(const Run& run, const std::vector<DownStep>& steps);

// prepare_backup() before the lock, write_backup() under the lock.
void prepare_backup(const Run& run);
void write_backup(const Run& run, const std::vector<LedgerRow>& applied);

// `work` returns the milliseconds of the step, or nothing if another runner has done it. If it
// throws, the listener learns of the failure and how far the run came; the exception goes on.
template <typename Work>
void run_step(const Run& run, const std::string& version, const std::string& slug,
              std::size_t planned, const Work& work) {
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
