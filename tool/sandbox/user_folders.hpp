#pragma once

// PostgreSQL's server refuses to run as root: the user that it runs as instead, and this user's
// folders.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace migration {

// As root: becomes the user `postgres` for good, or `nobody` without such a user. Else does
// nothing.
void become_unprivileged();

// The folder for initialised data directories, made and owned as needed:
// /var/cache/migration-targets for root, else $XDG_CACHE_HOME or ~/.cache. Empty if no folder can
// be made. Call before become_unprivileged().
std::filesystem::path prepare_cache_folder();

// Removes from this process's environment what PostgreSQL's programs do not need: the user that
// they run as can read all of it.
void clear_environment_for_server();

// As root: calls `work` in a process that has become that user, and returns its result, or "" if it
// failed. Nothing if this process is not root, or without such a user. For files of that user,
// which root must not trust.
std::optional<std::string> as_server_user(const std::function<std::string()>& work);

// A private folder that outlives a restart of the machine, made as needed:
// $XDG_STATE_HOME/migration-targets, else ~/.local/state/migration-targets, else one in /tmp.
// Throws Error if no folder can be made.
std::filesystem::path state_folder();
// All folders that it may have been for this user; makes none.
std::vector<std::filesystem::path> state_folders();

}  // namespace migration
