#pragma once

// The helper process's interface to each provider of disposable servers: start, connection, log,
// stop.

#include <functional>
#include <memory>
#include <string>

#include "sandbox/sandbox_directory.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

class HostedServer {
public:
    virtual ~HostedServer() = default;

    // Starts the server and waits until it answers a query. Must call `check_wanted` while waiting,
    // which throws if the run does not need the server any more. Throws Error with the end of the
    // log. The caller calls stop() in any case.
    virtual SandboxAnswer start(const std::function<void()>& check_wanted) = 0;
    virtual bool running() = 0;
    virtual std::string log_tail() const = 0;
    // Ends the server and removes its files. True if nothing is left. Never throws.
    virtual bool stop() noexcept = 0;
};

// Waits a moment between two looks at a server that is starting.
inline constexpr int start_poll_milliseconds = 5;

// `cache` is for initialised data directories, or empty.
std::unique_ptr<HostedServer> host_locally(const SandboxRequest& request,
                                           SandboxDirectory& directory,
                                           const std::filesystem::path& cache);
std::unique_ptr<HostedServer> host_in_container(const SandboxRequest& request,
                                                SandboxDirectory& directory);
std::unique_ptr<HostedServer> host_on_external_server(const SandboxRequest& request,
                                                      SandboxDirectory& directory);

}  // namespace migration
