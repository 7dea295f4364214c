#include "sandbox/user_folders.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/environment.hpp"
#include "base/error.hpp"

namespace migration {
namespace {

const passwd* known_server_user() {
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* entry = ::getpwnam(name)) return entry;
    return nullptr;
}

const passwd& server_user() {
    if (const passwd* entry = known_server_user()) return *entry;
    throw Error(ErrorKind::usage,
                "root cannot run a PostgreSQL server, and there is no user \"postgres\" or \"nobody\"",
                "run this as another user");
}

std::filesystem::path cache_base() {
    if (::geteuid() == 0) return "/var/cache";
    if (const auto given = environment("XDG_CACHE_HOME"); given.starts_with('/')) return given;
    if (const auto home = environment("HOME"); home.starts_with('/'))
        return std::filesystem::path(home) / ".cache";
    return {};
}

// A real directory, owned by `user`, that nobody else can write.
bool is_private(const std::filesystem::path& folder, uid_t user) {
    struct stat status {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == user &&
           (status.st_mode & 022U) == 0;
}

std::filesystem::path state_base() {
    if (const auto given = environment("XDG_STATE_HOME"); given.starts_with('/')) return given;
    if (const auto home = environment("HOME"); home.starts_with('/'))
        return std::filesystem::path(home) / ".local" / "state";
    return {};
}

// Makes it if need be; false when it cannot be ours alone.
bool prepare_private(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder.parent_path(), failure);
    ::mkdir(folder.c_str(), 0700);
    return is_private(folder, ::geteuid()) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

bool is_server_user(unsigned user) {
    const passwd* entry = known_server_user();
    return entry != nullptr && entry->pw_uid == user;
}

void become_unprivileged() {
    if (::geteuid() != 0) return;
    const passwd& user = server_user();
    if (::setgroups(0, nullptr) != 0 || ::setgid(user.pw_gid) != 0 || ::setuid(user.pw_uid) != 0)
        throw Error(ErrorKind::failed,
                    "cannot become the user \"" + std::string(user.pw_name) + "\": " + std::strerror(errno));
}

std::filesystem::path prepare_cache_folder() {
    const auto base = cache_base();
    if (base.empty()) return {};
    const auto folder = base / "migration-targets";
    const uid_t user = ::geteuid() == 0 ? server_user().pw_uid : ::geteuid();
    std::error_code failure;
    std::filesystem::create_directories(base, failure);
    if (::mkdir(folder.c_str(), 0700) == 0 && ::geteuid() == 0 &&
        ::chown(folder.c_str(), user, server_user().pw_gid) != 0)
        return {};
    return is_private(folder, user) ? folder : std::filesystem::path();
}

std::filesystem::path state_folder() {
    if (const auto base = state_base(); !base.empty())
        if (auto folder = base / "migration-targets"; prepare_private(folder)) return folder;
    auto folder = std::filesystem::path("/tmp") / ("migration-targets-" + std::to_string(::geteuid()));
    if (!prepare_private(folder))
        throw Error(ErrorKind::failed, folder.string() + ": cannot be made a private folder",
                    "set HOME or XDG_STATE_HOME to a folder that can be written");
    return folder;
}

}  // namespace migration
