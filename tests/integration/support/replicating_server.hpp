#pragma once

// A second throw-away server, with what the usual one is started without: logical WAL, replication slots and
// prepared transactions.

#include "sandbox/local_cluster.hpp"

namespace migration {

// Started by the first call, ended with the program. Call only where server() is not null.
const LocalCluster& replicating_server();

}  // namespace migration
