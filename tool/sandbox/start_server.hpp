#pragma once

// From a wish to a running server.

#include <memory>

#include "sandbox/choose_server.hpp"
#include "sandbox/sandbox.hpp"

namespace migration {

struct StartedServer {
    ChosenServer chosen;
    std::unique_ptr<Sandbox> sandbox;
};

// Starts what was chosen. Where the choice was ours and a container engine could not start it, the next
// choice is made. Throws Error as Sandbox does.
StartedServer start_server(ServerWish wish, ChosenServer chosen);

}  // namespace migration
