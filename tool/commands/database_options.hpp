#pragma once

// The options of commands that work on a database.

#include <chrono>
#include <string>

#include "commands/command_line.hpp"
#include "postgres/session.hpp"

namespace migration {

struct DatabaseOptions {
    std::string url;
    int lock_wait_seconds = 60;
    bool json = false;

    Session connect() const;
    // Waits at most `limit`, or connect_timeout if that is shorter.
    Session connect_within(std::chrono::seconds limit) const;
    std::chrono::milliseconds lock_wait() const { return std::chrono::seconds(lock_wait_seconds); }
};

void add_database_options(Command& command, DatabaseOptions& options);
void add_lock_option(Command& command, DatabaseOptions& options);

}  // namespace migration
