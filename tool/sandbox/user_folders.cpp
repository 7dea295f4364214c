#include "sandbox/user_folders.hpp"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
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
    throw Error(
        ErrorKind::usage,
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

bool is_for_server(std::string_view name) {
    for (const char* start : {"LC_", "LD_"})
        if (name.starts_with(start)) return true;
    for (const char* known :
         {"HOME", "LANG", "LANGUAGE", "PATH", "TMPDIR", "TZ", "MIGRATIONS_SANDBOX_FOLDER"})
        if (name == known) return true;
    return name.ends_with("SAN_OPTIONS");
}

// A real directory, owned by `user`, that nobody else can write.
bool is_private(const std::filesystem::path& folder, uid_t user) {
    struct stat status {};
    return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
           status.st_uid == user && (status.st_mode & 022U) == 0;
}

// Whose folder it is could replace what we make there. Where root has another user's HOME it is not
// used.
bool is_of_another(const std::filesystem::path& folder) {
    struct stat status {};
    return ::geteuid() == 0 && ::stat(folder.c_str(), &status) == 0 && status.st_uid != 0;
}

std::filesystem::path state_base() {
    std::filesystem::path given = environment("XDG_STATE_HOME");
    const std::filesystem::path home = environment("HOME");
    if (given.is_absolute() && !is_of_another(given)) return given;
    if (home.is_absolute() && !is_of_another(home)) return home / ".local" / "state";
    return {};
}

std::filesystem::path state_folder_of_all() {
    return std::filesystem::path("/tmp") / ("migration-targets-" + std::to_string(::geteuid()));
}

// Makes it if need be; false when it cannot be ours alone.
bool prepare_private(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder.parent_path(), failure);
    ::mkdir(folder.c_str(), 0700);
    return is_private(folder, ::geteuid()) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

void become_unprivileged() {
    if (::geteuid() != 0) return;
    const passwd& user = server_user();
    if (::setgroups(0, nullptr) != 0 || ::setgid(user.pw_gid) != 0 || ::setuid(user.pw_uid) != 0)
        throw Error(ErrorKind::failed, "cannot become the user \"" + std::string(user.pw_name) +
                                           "\": " + std::strerror(errno));
}

void clear_environment_for_server() {
    std::vector<std::string> unwanted;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        if (!is_for_server(name)) unwanted.emplace_back(name);
    }
    for (const auto& name : unwanted) ::unsetenv(name.c_str());
}

namespace {

[[noreturn]] void answer(int pipe, const std::function<std::string()>& work) {
    std::string text;
    try {
        become_unprivileged();
        text = work();
    } catch (const std::exception&) {
        text.clear();
    }
    std::fflush(nullptr);
    std::string_view left = text;
    while (!left.empty()) {
        const auto written = ::write(pipe, left.data(), left.size());
        if (written < 0 && errno != EINTR) break;
        if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
    }
    ::_exit(0);
}

std::string text_from(int pipe) {
    std::string text;
    char chunk[4096];
    for (ssize_t got = 0; (got = ::read(pipe, chunk, sizeof chunk)) != 0;) {
        if (got < 0 && errno != EINTR) break;
        if (got > 0) text.append(chunk, static_cast<std::size_t>(got));
    }
    return text;
}

}  // namespace

std::optional<std::string> as_server_user(const std::function<std::string()>& work) {
    if (::geteuid() != 0 || known_server_user() == nullptr) return std::nullopt;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw Error(ErrorKind::failed, "cannot make a pipe");
    std::fflush(nullptr);  // or both would write it
    const pid_t child = ::fork();
    if (child < 0) throw Error(ErrorKind::failed, "cannot start a process");
    ::close(ends[child == 0 ? 0 : 1]);
    if (child == 0) answer(ends[1], work);
    const std::string text = text_from(ends[0]);
    ::close(ends[0]);
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return text;
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
    auto folder = state_folder_of_all();
    if (!prepare_private(folder))
        throw Error(ErrorKind::failed, folder.string() + ": cannot be made a private folder",
                    "set HOME or XDG_STATE_HOME to a folder that can be written");
    return folder;
}

std::vector<std::filesystem::path> state_folders() {
    std::vector<std::filesystem::path> folders;
    if (const auto base = state_base(); !base.empty())
        folders.push_back(base / "migration-targets");
    folders.push_back(state_folder_of_all());
    std::erase_if(folders, [](const auto& folder) { return !is_private(folder, ::geteuid()); });
    return folders;
}

}  // namespace migration
