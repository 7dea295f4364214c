#pragma once

// Where disposable servers come from: what is asked for by option or environment, else what there is.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

inline constexpr const char* server_variable = "MIGRATIONS_SERVER";
inline constexpr const char* image_variable = "MIGRATIONS_IMAGE";
inline constexpr const char* versions_variable = "MIGRATIONS_POSTGRES_VERSIONS";

struct ServerWish {
    // auto, local, docker, podman, or an external server as URL or key=value pairs. Empty: MIGRATIONS_SERVER,
    // else auto.
    std::string server;
    // "{version}" stands for the major version. Empty: MIGRATIONS_IMAGE, else postgres:{version}.
    std::string image;
    // Folder of the local server's programs. Empty: found.
    std::string postgres_bin;
    // Major versions. Empty: MIGRATIONS_POSTGRES_VERSIONS, else one, the newest there is.
    std::vector<int> versions;
    int start_limit = 60;  // seconds
    std::string set;
    std::string project;
    // What auto leaves out, and why.
    std::map<Provider, std::string> unusable = {};
};

// The versions asked for, by option or environment. Throws Error (usage) for text that names none.
std::vector<int> wished_versions(const ServerWish& wish);

// A server that something was validated on.
struct UsedServer {
    std::string provider;
    std::string image;  // of a container
    int major = 0;
};

// Whether these are servers that are wished for, and all that are.
bool satisfy(const std::vector<UsedServer>& servers, const ServerWish& wish);

struct ChosenServer {
    SandboxRequest request;
    std::string name;        // "local", "docker postgres:16"
    std::string reason;      // "the image is there"
    bool automatic = false;  // it was not asked for
};

struct ServerChoice {
    std::vector<ChosenServer> servers;  // one for each version asked for
    std::optional<Error> none;          // why there are none: what was tried and what to install
};

// May pull an image, with visible progress. Throws Error (usage) for wishes that make no sense.
ServerChoice choose_servers(const ServerWish& wish);

}  // namespace migration
