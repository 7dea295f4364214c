#pragma once

// Chooses disposable servers: those that an option or the environment names, else what the machine
// offers.

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
    // auto, local, docker, podman, or an external server as URL or key=value pairs. Empty:
    // MIGRATIONS_SERVER, else auto.
    std::string server;
    // "{version}" stands for the major version. Empty: MIGRATIONS_IMAGE, else postgres:{version}.
    std::string image;
    // Folder of the local server's programs. Empty: the tool searches.
    std::string postgres_bin;
    // Major versions. Empty: MIGRATIONS_POSTGRES_VERSIONS, else one, the newest available.
    std::vector<int> versions;
    int start_limit = 60;  // seconds
    std::string set;
    std::string project;
    // Providers that `auto` skips, and why.
    std::map<Provider, std::string> unusable = {};
};

// The versions that option or environment name. Throws Error (usage) for text that is no list of
// versions.
std::vector<int> wished_versions(const ServerWish& wish);

// A server of an earlier validation.
struct UsedServer {
    std::string provider;
    std::string image;  // of a container
    int major = 0;
};

// True if every server fits the wish, and every version of the wish has a server.
bool satisfy(const std::vector<UsedServer>& servers, const ServerWish& wish);

struct ChosenServer {
    SandboxRequest request;
    std::string name;        // "local", "docker postgres:16"
    std::string reason;      // "the image is there"
    bool automatic = false;  // the tool chose it; neither option nor environment did
};

struct ServerChoice {
    std::vector<ChosenServer> servers;  // one for each version of the wish
    std::optional<Error> none;          // without servers: what was tried and what to install
};

// May pull an image, with visible progress. Throws Error (usage) for an invalid wish.
ServerChoice choose_servers(const ServerWish& wish);

}  // namespace migration
