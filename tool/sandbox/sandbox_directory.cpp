#include "sandbox/sandbox_directory.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "sandbox/lease_json.hpp"
#include "sandbox/user_folders.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "migration-sandbox-";
constexpr std::string_view random_letters = "XXXXXX";  // mkdtemp()'s
constexpr const char* lease_name = "lease";
// Names the folder that clusters are put in.
constexpr const char* folder_variable = "MIGRATIONS_SANDBOX_FOLDER";

// A Unix socket's path has room for 107 bytes.
constexpr std::size_t longest_base = 60;
// Bytes free in /dev/shm for it to be used.
constexpr std::uintmax_t roomy = std::uintmax_t{4} << 30U;
constexpr std::chrono::seconds young = std::chrono::minutes(1);
// Bytes that ours never reach.
constexpr off_t longest_lease = off_t{64} << 10U;
constexpr std::size_t token_bytes = 6;

bool is_usable(const fs::path& folder) {
    return folder.native().size() <= longest_base && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

bool has_room(const fs::path& folder) {
    std::error_code failure;
    const auto space = fs::space(folder, failure);
    return !failure && space.available >= roomy;
}

// Folders that clusters may be in: memory first where there is plenty, copies of databases take
// half the time.
std::vector<fs::path> cluster_folders() {
    std::error_code failure;
    std::vector<fs::path> folders;
    if (const char* named = std::getenv(folder_variable); named != nullptr && *named != '\0')
        folders.emplace_back(named);
    for (const fs::path& folder :
         {fs::path("/dev/shm"), fs::temp_directory_path(failure), fs::path("/tmp")})
        if (is_usable(folder)) folders.push_back(folder);
    return folders;
}

fs::path cluster_folder() {
    const auto folders = cluster_folders();
    for (const auto& folder : folders)
        if (folder != "/dev/shm" || has_room(folder)) return folder;
    throw Error(ErrorKind::failed,
                "no folder for the sandbox: neither the temporary folder nor /tmp can be written");
}

// What mkdtemp() makes of our prefix: no other name is looked at, or shown.
bool is_name_of_ours(const fs::path& path) {
    const std::string name = path.filename();
    return name.size() == prefix.size() + random_letters.size() && name.starts_with(prefix) &&
           std::ranges::all_of(name.substr(prefix.size()),
                               [](unsigned char c) { return std::isalnum(c) != 0; });
}

// Nobody but the effective user can have written there.
bool is_own(const struct stat& status) {
    return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool is_own_folder(const fs::path& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && is_own(status);
}

std::string text_of(int file, std::size_t size) {
    std::string text(size, '\0');
    const auto got = ::pread(file, text.data(), text.size(), 0);
    text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    return text;
}

std::vector<FoundSandbox> find_in(const std::vector<fs::path>& folders) {
    std::vector<FoundSandbox> found;
    std::vector<fs::path> seen;
    std::error_code ignored;
    for (const auto& folder : folders) {
        const fs::path real = fs::canonical(folder, ignored);
        if (std::find(seen.begin(), seen.end(), real) != seen.end()) continue;
        seen.push_back(real);
        for (const auto& entry : fs::directory_iterator(folder, ignored))
            if (is_name_of_ours(entry.path()) && is_own_folder(entry.path()))
                found.emplace_back(entry.path());
    }
    return found;
}

[[noreturn]] void fail(const std::string& what, const fs::path& path) {
    throw Error(ErrorKind::failed, path.string() + ": " + what + ": " + std::strerror(errno));
}

}  // namespace

std::string own_pid_namespace() {
    std::error_code none;
    return fs::read_symlink("/proc/self/ns/pid", none).string();
}

SandboxDirectory::SandboxDirectory(Provider provider) {
    const bool outlives_restarts = provider != Provider::local;
    const fs::path folder = outlives_restarts ? state_folder() : cluster_folder();
    std::string name = (folder / std::string(prefix).append(random_letters)).string();
    if (::mkdtemp(name.data()) == nullptr) fail("cannot make a directory", name);
    path_ = name;
    lock_ = ::open((path_ / lease_name).c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (lock_ < 0 || ::flock(lock_, LOCK_EX) != 0) fail("cannot lock the lease", name);
    lease.provider = provider;
    lease.token = random_hex(token_bytes);
    lease.helper = ::getpid();
    lease.pid_namespace = own_pid_namespace();
    lease.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

SandboxDirectory::~SandboxDirectory() {
    std::error_code ignored;
    if (!stays_) fs::remove_all(path_, ignored);
    ::close(lock_);
}

// Into the locked file itself: a renamed one would not be locked. At once, and over the whole of
// what was there: there is no moment without a lease.
void SandboxDirectory::write_lease() {
    std::string text = lease_to_text(lease);
    text.resize(std::max(text.size(), written_), ' ');
    written_ = text.size();
    if (::pwrite(lock_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
        fail("cannot write the lease", path_);
}

std::string SandboxDirectory::log_tail() const {
    constexpr std::size_t most_lines = 20;
    std::ifstream file(log());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
        lines.push_back(line);
        if (lines.size() > 2 * most_lines) lines.erase(lines.begin(), lines.end() - most_lines);
    }
    if (lines.size() > most_lines) lines.erase(lines.begin(), lines.end() - most_lines);
    return join(lines, "\n");
}

FoundSandbox::FoundSandbox(fs::path path) : path_(std::move(path)) {
    const int folder = ::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0) return;  // it has gone
    struct stat status {};
    if (::fstat(folder, &status) == 0 && is_own(status)) {
        made_ = status.st_mtime;
        read_lease(folder);
        if (!lease_) is_free_ = is_free_ && !is_young();  // its owner may just be making it
    }
    ::close(folder);
}

void FoundSandbox::read_lease(int folder) {
    lock_ = ::openat(folder, lease_name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    // That we cannot open it does not say that nobody holds it.
    is_free_ = lock_ < 0 ? errno == ENOENT || errno == ELOOP || errno == ENXIO
                         : ::flock(lock_, LOCK_EX | LOCK_NB) == 0;
    struct stat status {};
    if (lock_ >= 0 && ::fstat(lock_, &status) == 0 && S_ISREG(status.st_mode) && is_own(status) &&
        status.st_size <= longest_lease)
        lease_ = lease_from_text(text_of(lock_, static_cast<std::size_t>(status.st_size)));
}

FoundSandbox::~FoundSandbox() {
    if (lock_ >= 0) ::close(lock_);
}

FoundSandbox::FoundSandbox(FoundSandbox&& other) noexcept
    : path_(std::move(other.path_)),
      made_(other.made_),
      lock_(std::exchange(other.lock_, -1)),
      is_free_(other.is_free_),
      lease_(std::move(other.lease_)) {}

bool FoundSandbox::is_young() const {
    return std::time(nullptr) - made_ < young.count();
}

std::vector<FoundSandbox> find_sandboxes() {
    std::vector<fs::path> folders = cluster_folders();
    for (auto& folder : state_folders()) folders.push_back(std::move(folder));
    return find_in(folders);
}

// Only containers and external databases have others than a cluster's lease.
std::vector<FoundSandbox> find_clusters() {
    std::vector<FoundSandbox> all = find_in(cluster_folders());
    std::vector<FoundSandbox> clusters;
    for (auto& found : all)
        if (!found.lease() || found.lease()->provider == Provider::local)
            clusters.push_back(std::move(found));
    return clusters;
}

}  // namespace migration
