#pragma once

// The options of commands that change a database.

#include <string>
#include <vector>

#include "apply/run.hpp"
#include "commands/command_line.hpp"
#include "commands/database_options.hpp"

namespace migration {

struct RunOptions {
    DatabaseOptions database;
    Limits limits{"5s", "0", 5, false, "0"};
    std::vector<std::string> allowed_drift;
    bool allow_unvalidated_server = false;
    bool ignore_preflight = false;
    std::string log_file;
    std::string on_failure;
    std::string on_success;

    RunSettings settings() const {
        return {{limits, allowed_drift},
                database.lock_wait(),
                ignore_preflight,
                allow_unvalidated_server};
    }
};

void add_run_options(Command& command, RunOptions& options);

// Throws Error (usage) for values that PostgreSQL would not understand, and opens the log file.
void begin_run(const RunOptions& options);

}  // namespace migration
