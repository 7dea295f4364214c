#pragma once

// Starts a chosen server.

#include <memory>

#include "sandbox/choose_server.hpp"
#include "sandbox/sandbox.hpp"

namespace migration {

struct StartedServer {
    ChosenServer chosen;
    std::unique_ptr<Sandbox> sandbox;
};

// Starts the chosen server. If the tool itself chose a container engine that cannot start it, the
// tool takes the next choice. Throws Error as Sandbox does.
StartedServer start_server(ServerWish wish, ChosenServer chosen);

}  // namespace migration
