#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// How long a migration may wait and run. Durations are in PostgreSQL's notation; "0" means no
// limit. The annotations of a script win.
struct Limits {
    // Does not apply to statements that build or drop CONCURRENTLY: they block nobody while they
    // wait.
    std::string lock_timeout = "0";
    std::string statement_timeout = "0";
    // How often the engine tries a migration again after a lock time-out or a deadlock.
    int lock_retries = 0;
    // Ends sessions that block the runner's statement for more than a second.
    bool terminate_blockers = false;
    // How often the server checks during a statement whether the runner is still connected.
    std::string client_check = "0";
};

// The statements that set the limits for a script; `how` is SET or SET LOCAL.
std::vector<std::string> set_limits(std::string_view how, const Limits& limits,
                                    const Annotations& own);

// "2s" if the server supports client_connection_check_interval, which not every platform does; else
// "0". Call it outside a transaction.
std::string possible_client_check(Session& session);

}  // namespace migration
