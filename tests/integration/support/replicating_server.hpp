#pragma once

// A second throw-away server, with what the usual one is started without: logical WAL, replication
// slots and prepared transactions.

#include "sandbox/sandbox.hpp"

namespace migration {

// Started by the first call, ended with the program. Call only where server() is not null.
const Sandbox& replicating_server();

}  // namespace migration
