#pragma once

// The options that say where disposable servers come from.

#include <optional>
#include <string>
#include <vector>

#include "commands/command_line.hpp"
#include "sandbox/start_server.hpp"

namespace migration {

struct ServerArguments {
    ServerWish wish;
    bool keep = false;
    bool skip_without_server = false;
};

// `several`: --postgres-version may be repeated.
void add_server_options(Command& command, ServerArguments& arguments, bool several);

// The servers for `wish`. Throws Error (skipped) without one where skipping is allowed.
std::vector<ChosenServer> servers_or_skip(const ServerArguments& arguments, const ServerWish& wish);

// "PostgreSQL 16.14 (docker postgres:16: the image is there)".
std::string server_text(const StartedServer& server);

// Keeps the server, and prints on stderr how to connect to it and how to remove it.
void keep_sandbox(Sandbox& sandbox, const std::string& databases);

}  // namespace migration
