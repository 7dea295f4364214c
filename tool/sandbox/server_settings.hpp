#pragma once

// The settings of every disposable server, for any provider: fast to start and to change, and safe
// to lose.

#include <string>
#include <vector>

namespace migration {

inline void add_server_settings(std::vector<std::string>& arguments) {
    for (const char* setting :
         {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off",
          "jit=off", "max_wal_size=512MB", "checkpoint_timeout=1h", "max_connections=100",
          "max_locks_per_transaction=512", "timezone=UTC", "log_timezone=UTC",
          "log_checkpoints=off", "lc_messages=C"})
        arguments.insert(arguments.end(), {"-c", setting});
}

}  // namespace migration
