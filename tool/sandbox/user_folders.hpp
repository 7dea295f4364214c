#pragma once

// PostgreSQL's server refuses to run as root: who it runs as then, and the folders of the user that we are.

#include <filesystem>

namespace migration {

// As root: becomes the user `postgres`, or `nobody` where there is no such user, for good. Else does nothing.
void become_unprivileged();

// The folder for initialised data directories, made and owned as needed: /var/cache/migration-targets for
// root, else $XDG_CACHE_HOME or ~/.cache. Empty when there is none to be had. Call before
// become_unprivileged().
std::filesystem::path prepare_cache_folder();

// True for the user that root becomes.
bool is_server_user(unsigned user);

// A private folder that outlives a restart of the machine, made as needed:
// $XDG_STATE_HOME/migration-targets, else ~/.local/state/migration-targets, else one in /tmp. Throws Error
// when none can be had.
std::filesystem::path state_folder();

}  // namespace migration
