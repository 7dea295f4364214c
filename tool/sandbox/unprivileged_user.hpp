#pragma once

// PostgreSQL's server refuses to run as root: who it runs as then, and where that user's cache is.

#include <filesystem>

namespace migration {

// As root: becomes the user `postgres`, or `nobody` where there is no such user, for good. Else does nothing.
void become_unprivileged();

// The folder for initialised data directories, made and owned as needed: /var/cache/migration-targets for
// root, else $XDG_CACHE_HOME or ~/.cache. Empty when there is none to be had. Call before
// become_unprivileged().
std::filesystem::path prepare_cache_folder();

}  // namespace migration
