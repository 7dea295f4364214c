#pragma once

// PostgreSQL's server refuses to run as root: who it runs as then, and the folders of the user that we are.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace migration {

// As root: becomes the user `postgres`, or `nobody` where there is no such user, for good. Else does nothing.
void become_unprivileged();

// The folder for initialised data directories, made and owned as needed: /var/cache/migration-targets for
// root, else $XDG_CACHE_HOME or ~/.cache. Empty when there is none to be had. Call before
// become_unprivileged().
std::filesystem::path prepare_cache_folder();

// Leaves nothing in our environment that PostgreSQL's programs do not need: what user they run as can read
// the whole of it.
void clear_environment_for_server();

// As root: calls `work` in a process that has become that user, and gives what it returned, or "" when it
// failed. Nothing when we are not root, or there is no such user. For what that user wrote and root must not
// believe.
std::optional<std::string> as_server_user(const std::function<std::string()>& work);

// A private folder that outlives a restart of the machine, made as needed:
// $XDG_STATE_HOME/migration-targets, else ~/.local/state/migration-targets, else one in /tmp. Throws Error
// when none can be had.
std::filesystem::path state_folder();
// Those that it may have been for this user; none is made.
std::vector<std::filesystem::path> state_folders();

}  // namespace migration
