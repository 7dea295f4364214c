#pragma once

// Another process that owns a Sandbox: this test program, started with a special argument.

#include <sys/types.h>

#include <string>

namespace migration {

// Every test program calls this early in main: when argv says so, it starts a cluster, prints its
// directory, and never returns.
void become_cluster_owner_if_asked(int argc, char** argv);

struct ClusterOwner {
    pid_t pid = -1;
    std::string directory;
};

// Starts the process and waits until its cluster runs. The caller must end and reap it.
ClusterOwner start_cluster_owner();

}  // namespace migration
