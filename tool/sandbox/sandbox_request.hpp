#pragma once

// The tool's request to its helper process, and the helper's answer about the server that it
// started. Each is one line of JSON in a pipe, so that no password stands in a process list.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "postgres/connection_settings.hpp"

namespace migration {

enum class Provider { local, docker, podman, external };

std::string_view provider_name(Provider provider);
std::optional<Provider> provider_named(std::string_view name);

struct SandboxRequest {
    Provider provider = Provider::local;
    // local: folder of initdb and postgres, and their version, "15.18"
    std::string postgres_bin;
    std::string version;
    // docker, podman
    std::string image;
    // external: may create databases
    ConnectionParameters connection;
    // The major version it must have.
    std::optional<int> major;
    // For labels and lists.
    std::string set;
    std::string project;
    // Seconds until the server must answer.
    int start_limit = 60;
};

struct SandboxAnswer {
    ConnectionParameters connection;
    std::string version;
    std::string place;            // directory, container or server: for people
    std::string connect_command;  // connects to it, without a password
    std::string database_prefix;  // of its databases; empty if all databases belong to it
};

std::string request_to_line(const SandboxRequest& request);
SandboxRequest request_from_line(const std::string& line);
std::string answer_to_line(const SandboxAnswer& answer);
// Instead of an answer.
std::string failure_to_line(const Error& error);
// Throws the Error if the line holds a failure.
SandboxAnswer answer_from_line(const std::string& line);

}  // namespace migration
