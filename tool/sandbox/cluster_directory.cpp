#include "sandbox/cluster_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

constexpr std::string_view prefix = "migration-sandbox-";
constexpr const char* lease_name = "lease";

// A Unix socket's path has room for 107 bytes.
constexpr std::size_t longest_base = 60;
// Bytes free in /dev/shm for it to be used.
constexpr std::uintmax_t roomy = std::uintmax_t{4} << 30U;
constexpr auto young = std::chrono::minutes(1);

bool is_usable(const std::filesystem::path& folder) {
    return folder.native().size() <= longest_base && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

bool has_room(const std::filesystem::path& folder) {
    std::error_code failure;
    const auto space = std::filesystem::space(folder, failure);
    return !failure && space.available >= roomy;
}

// Folders that clusters may be in: memory first where there is plenty, copies of databases take half the
// time.
std::vector<std::filesystem::path> base_folders() {
    std::error_code failure;
    std::vector<std::filesystem::path> folders;
    for (const std::filesystem::path& folder :
         {std::filesystem::path("/dev/shm"), std::filesystem::temp_directory_path(failure),
          std::filesystem::path("/tmp")})
        if (is_usable(folder)) folders.push_back(folder);
    return folders;
}

std::filesystem::path base_folder() {
    const auto folders = base_folders();
    for (const auto& folder : folders)
        if (folder != "/dev/shm" || has_room(folder)) return folder;
    throw Error(ErrorKind::failed,
                "no folder for the sandbox: neither the temporary folder nor /tmp can be written");
}

bool is_ours(const std::filesystem::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == ::geteuid();
}

bool is_young(const std::filesystem::path& path) {
    std::error_code failure;
    const auto written = std::filesystem::last_write_time(path, failure);
    return failure || std::filesystem::file_time_type::clock::now() - written < young;
}

// True when there is a lease and nobody holds it.
bool lease_is_free(const std::filesystem::path& path) {
    const int lease = ::open((path / lease_name).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (lease < 0) return !is_young(path);
    const bool is_free = ::flock(lease, LOCK_EX | LOCK_NB) == 0;
    ::close(lease);
    return is_free;
}

}  // namespace

ClusterDirectory::ClusterDirectory() {
    std::string name = (base_folder() / (std::string(prefix) + "XXXXXX")).string();
    if (::mkdtemp(name.data()) == nullptr)
        throw Error(ErrorKind::failed, name + ": cannot make a directory: " + std::strerror(errno));
    path_ = name;
    lease_ = ::open((path_ / lease_name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lease_ < 0 || ::flock(lease_, LOCK_EX | LOCK_NB) != 0)
        throw Error(ErrorKind::failed, name + ": cannot lock the lease: " + std::strerror(errno));
}

ClusterDirectory::~ClusterDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    ::close(lease_);
}

// Line 8 of postmaster.pid is the server's status (PostgreSQL: src/include/utils/pidfile.h).
bool ClusterDirectory::server_is_ready() const {
    std::ifstream file(data() / "postmaster.pid");
    std::string line;
    for (int number = 1; number <= 8; ++number)
        if (!std::getline(file, line)) return false;
    return trim(line) == "ready";
}

std::string ClusterDirectory::log_tail() const {
    constexpr std::size_t most_lines = 20;
    std::ifstream file(log());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    if (lines.size() > most_lines) lines.erase(lines.begin(), lines.end() - most_lines);
    return join(lines, "\n");
}

void ClusterDirectory::sweep() {
    std::error_code ignored;
    for (const auto& folder : base_folders()) {
        for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
            const auto& path = entry.path();
            if (!path.filename().string().starts_with(prefix) || !is_ours(path) || !lease_is_free(path))
                continue;
            std::filesystem::remove_all(path, ignored);
        }
    }
}

}  // namespace migration
