#pragma once

// The private directory of one disposable server, with a lease: a locked file that names the owner
// of the server. The lock shows that the owner lives. It ends with the owner's process, and a later
// process with the same id does not have it. So the server of a running owner never counts as
// abandoned.

#include <ctime>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/sandbox_request.hpp"

namespace migration {

// The content of a lease.
struct Lease {
    Provider provider = Provider::local;
    std::string token;  // names container and databases
    std::string place;
    std::string connect_command;
    std::string set;
    std::string project;
    std::string started;        // 2026-01-31T12:00:00Z
    int helper = 0;             // process id of the helper that supervises it
    std::string pid_namespace;  // where that id counts
    bool ready = false;         // it has answered
    bool kept = false;          // outlives its run
    // docker, podman: the variables that choose the engine; external: the server, without a
    // password.
    std::vector<std::pair<std::string, std::string>> where;
};

class SandboxDirectory {
public:
    // The directory of a cluster is in the fastest folder with enough room. Containers and external
    // databases can outlive a restart of the machine, so their directories are in a folder that
    // also does. Throws Error without such a folder.
    explicit SandboxDirectory(Provider provider);
    // Removes the directory, unless it must stay for a later sweep.
    ~SandboxDirectory();
    SandboxDirectory(const SandboxDirectory&) = delete;
    SandboxDirectory& operator=(const SandboxDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path data() const { return path_ / "data"; }
    std::filesystem::path log() const { return path_ / "log"; }
    const std::string& token() const { return lease.token; }

    Lease lease;
    // Writes `lease`. A concurrent reader finds the old lease or the new one.
    void write_lease();
    void leave_for_sweep() { stays_ = true; }

    std::string log_tail() const;

private:
    std::filesystem::path path_;
    int lock_ = -1;
    std::size_t written_ = 0;
    bool stays_ = false;
};

// A directory that was found. If `is_free`, no other process can take it while this object lives. A
// lease counts only if no user but the effective one can have written it.
class FoundSandbox {
public:
    explicit FoundSandbox(std::filesystem::path path);
    ~FoundSandbox();
    FoundSandbox(FoundSandbox&& other) noexcept;
    FoundSandbox& operator=(FoundSandbox&&) = delete;

    const std::filesystem::path& path() const { return path_; }
    // Nothing if the directory has no lease yet, or one that the tool cannot have written.
    const std::optional<Lease>& lease() const { return lease_; }
    // Its owner is dead.
    bool is_free() const { return is_free_; }
    bool is_young() const;

private:
    void read_lease(int folder);

    std::filesystem::path path_;
    std::time_t made_ = 0;
    int lock_ = -1;
    bool is_free_ = false;
    std::optional<Lease> lease_;
};

// All directories of the effective user.
std::vector<FoundSandbox> find_sandboxes();
// Only the clusters of the effective user.
std::vector<FoundSandbox> find_clusters();

// The process ids that this process sees count in this namespace.
std::string own_pid_namespace();

}  // namespace migration
