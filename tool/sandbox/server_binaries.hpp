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

// All that are found, each once: `given` (if not empty, only that), what pg_config says, PATH, and Debian's
// /usr/lib/postgresql/*/bin. Newest first.
std::vector<ServerBinaries> find_server_binaries(const std::string& given);

// The newest, or the newest of the major version asked for. Nothing when there is none.
std::optional<ServerBinaries> choose_server_binaries(const std::string& given, std::optional<int> major);

}  // namespace migration
