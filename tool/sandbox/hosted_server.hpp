#pragma once

// What each provider of disposable servers is to the helper process: start, connection, log, stop.

#include <functional>
#include <memory>
#include <string>

#include "sandbox/sandbox_directory.hpp"
#include "sandbox/sandbox_request.hpp"

namespace migration {

class HostedServer {
public:
    virtual ~HostedServer() = default;

    // Starts it and waits until it answers a query. `check_wanted` is to be called while waiting: it throws
    // when nobody needs the server any more. Throws Error with the end of the log. stop() is called in any
    // case.
    virtual SandboxAnswer start(const std::function<void()>& check_wanted) = 0;
    virtual bool running() = 0;
    virtual std::string log_tail() const = 0;
    // Ends it and removes what it left. True when nothing is there any more. Never throws.
    virtual bool stop() noexcept = 0;
};

// Waits a moment between two looks at a server that is starting.
inline constexpr int start_poll_milliseconds = 5;

// `cache` is for initialised data directories, or empty.
std::unique_ptr<HostedServer> host_locally(const SandboxRequest& request, SandboxDirectory& directory,
                                           const std::filesystem::path& cache);
std::unique_ptr<HostedServer> host_in_container(const SandboxRequest& request, SandboxDirectory& directory);
std::unique_ptr<HostedServer> host_on_external_server(const SandboxRequest& request,
                                                      SandboxDirectory& directory);

}  // namespace migration
