#pragma once

// A disposable PostgreSQL server. A helper process starts and supervises it, and ends it when this
// object, or this process, ends — however it ends.

#include <optional>
#include <string>

#include "postgres/connection_settings.hpp"
#include "process/program.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

class Sandbox {
public:
    // Throws Error (usage) if the server has another major version than the request, and Error
    // (failed) with the end of its log if it does not start.
    explicit Sandbox(const SandboxRequest& request);

    // May create and drop databases; a superuser, save on an external server.
    ConnectionSettings settings() const;
    const std::string& version() const { return answer_.version; }  // "15.18"
    int major() const;
    Provider provider() const { return provider_; }
    // For messages: directory, container or server.
    const std::string& place() const { return answer_.place; }
    // The command that connects to it, without a password.
    const std::string& connect_command() const { return answer_.connect_command; }
    // Names of databases on it must begin with this prefix.
    const std::string& database_prefix() const { return answer_.database_prefix; }

    // The last lines that the server logged, also once it has ended. Empty for an external one.
    std::string log_tail();
    // The server outlives this object, until `sandbox sweep` or a restart of the machine.
    void keep();

private:
    Provider provider_;
    Companion host_;
    SandboxAnswer answer_;
};

}  // namespace migration
