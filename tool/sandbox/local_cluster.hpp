#pragma once

// A throw-away PostgreSQL cluster on this machine: Unix socket only, private directory, fsync off. It is
// supervised by a helper process that stops the server and removes the directory when this object, or this
// process, ends — however it ends.

#include <optional>
#include <string>

#include "postgres/connection_settings.hpp"
#include "process/program.hpp"

namespace migration {

struct SandboxOptions {
    std::string postgres_bin;  // folder of the server's programs; empty: found
    std::optional<int> major;  // version asked for
};

class LocalCluster {
public:
    // Throws Error (usage) with what was looked for when there are no binaries, and (failed) with the end of
    // the server's log when it does not start.
    explicit LocalCluster(const SandboxOptions& options);

    // Superuser `postgres`, database `postgres`.
    ConnectionSettings settings() const;
    const std::string& version() const { return version_; }
    int major() const { return major_; }
    // Socket's directory.
    const std::string& directory() const { return directory_; }

private:
    std::optional<Companion> host_;
    std::string version_;
    int major_ = 0;
    std::string directory_;
};

// True when this machine has the binaries that the options ask for.
bool local_cluster_available(const SandboxOptions& options);

}  // namespace migration
