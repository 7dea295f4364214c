#pragma once

// Where PostgreSQL's server programs are on this machine.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace migration {

struct ServerBinaries {
    std::filesystem::path directory;  // holds initdb and postgres
    std::string version;              // "15.18"
    int major = 0;
};

// Environment variable with the folders to look in, separated by ':'.
inline constexpr const char* server_folders_variable = "MIGRATIONS_POSTGRES_BIN";

// All that are found, each once, newest first: in `given`; if that is empty, in the folders that
// the environment names; and if there are none, where pg_config says, on PATH, and in Debian's
// /usr/lib/postgresql/*/bin.
std::vector<ServerBinaries> find_server_binaries(const std::string& given);

// The newest, or the newest of the major version asked for. Nothing when there is none.
std::optional<ServerBinaries> choose_server_binaries(const std::string& given,
                                                     std::optional<int> major);

}  // namespace migration
