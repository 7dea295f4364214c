#pragma once

// A database of its own in which random scripts run, a LiveSnapshot that follows them, and full
// readings to compare it with. One at a time on a server: the roles of RandomSql::ground() are the
// server's.

#include <optional>
#include <string>
#include <vector>

#include "snapshot/live_snapshot.hpp"
#include "snapshot/random_sql.hpp"
#include "snapshot/snapshot_reader.hpp"
#include "support/cluster_objects.hpp"

namespace migration {

class RandomWalk {
public:
    // Makes the database, on the server of `settings`.
    explicit RandomWalk(const ConnectionSettings& settings);
    ~RandomWalk();
    RandomWalk(const RandomWalk&) = delete;
    RandomWalk& operator=(const RandomWalk&) = delete;

    struct Step {
        bool succeeded = false;
        std::string error;                   // of the script, where it failed
        std::optional<std::string> problem;  // of the snapshot
    };

    // For RandomSql::next().
    Session& chooser() { return chooser_; }
    // Runs the script and lets the live snapshot follow. Finds what is wrong with the changes it
    // tells; pg_dump, which takes long, is asked about them only if wanted.
    Step run(const RandomScript& script, bool ask_pg_dump = false);
    // What is wrong with the live snapshot, by a full reading.
    std::optional<std::string> compare_with_full_reading();

private:
    std::optional<std::string> run_in_transaction(const RandomScript& script, Changes& changes);
    std::optional<std::string> run_alone(const RandomScript& script, Changes& changes);

    Session admin_;
    ClusterObjects cluster_;
    ConnectionSettings settings_;
    Session scripts_;
    Session chooser_;
    Session observer_;
    Session full_session_;
    SnapshotReader full_;
    LiveSnapshot live_;
};

}  // namespace migration
