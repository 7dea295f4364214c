#pragma once

// A server of a test's own, set as servers are by default, that can be stopped and started again.

#include <memory>
#include <string>

#include "base/file.hpp"
#include "postgres/connection_settings.hpp"
#include "support/child.hpp"

namespace migration {

class OwnServer {
public:
    // Made by initdb, and started.
    OwnServer();
    ~OwnServer();  // leaves no shared memory behind
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;

    const ConnectionSettings& settings() const { return settings_; }
    // SIGQUIT is an immediate shutdown, SIGINT a fast one. Returns when it has ended.
    void stop(int signal);
    // Returns when it answers.
    void start();

private:
    std::string program(const char* name) const;

    TemporaryDirectory folder_;
    ConnectionSettings settings_;
    std::unique_ptr<Child> process_;
};

}  // namespace migration
