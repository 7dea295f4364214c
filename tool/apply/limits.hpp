#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// How long a migration may wait and run; durations as PostgreSQL reads them, "0" is without end. A script's
// own annotations win.
struct Limits {
    // Not for statements that build or drop concurrently: they wait without being in anybody's way.
    std::string lock_timeout = "0";
    std::string statement_timeout = "0";
    // How often a migration is tried again after a lock time-out or a deadlock.
    int lock_retries = 0;
    // Ends the sessions that a statement of ours has waited for, after its first second.
    bool terminate_blockers = false;
    // How often the server looks, while it runs a statement, whether we are still there.
    std::string client_check = "0";
};

// The statements that set them for a script; `how` is SET or SET LOCAL.
std::vector<std::string> set_limits(std::string_view how, const Limits& limits, const Annotations& own);

// "2s" where the server can look for its client (client_connection_check_interval; not on each platform),
// else "0". Not in a transaction.
std::string possible_client_check(Session& session);

}  // namespace migration
