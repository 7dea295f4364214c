#pragma once

// A request for a server on this machine, from the programs that are found.

#include "sandbox/sandbox_request.hpp"
#include "sandbox/server_binaries.hpp"

namespace migration {

inline std::optional<SandboxRequest> find_local_request(const std::string& postgres_bin = "") {
    const auto found = choose_server_binaries(postgres_bin, std::nullopt);
    if (!found) return std::nullopt;
    SandboxRequest request;
    request.postgres_bin = found->directory.string();
    request.version = found->version;
    return request;
}

}  // namespace migration
