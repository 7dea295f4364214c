#pragma once

// The private directory of one throw-away cluster, with a lease: a locked file that tells others that its
// owner lives. Removed with the object; what a crash left behind is removed by the next sweep.

#include <filesystem>
#include <string>

namespace migration {

class ClusterDirectory {
public:
    ClusterDirectory();
    ~ClusterDirectory();
    ClusterDirectory(const ClusterDirectory&) = delete;
    ClusterDirectory& operator=(const ClusterDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path data() const { return path_ / "data"; }
    std::filesystem::path log() const { return path_ / "log"; }

    // As postmaster.pid says.
    bool server_is_ready() const;
    std::string log_tail() const;

    // Removes directories of this user whose owner is dead.
    static void sweep();

private:
    std::filesystem::path path_;
    int lease_ = -1;
};

}  // namespace migration
