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
    bool takes_keep = false;   // the command has --keep-in-step
    std::string keep_in_step;  // a tool, or auto
    std::string history_table;

    // Throws Error (usage) for an unknown tool.
    RunSettings settings() const;
};

// --keep-in-step, for commands that apply or undo.
void add_keep_option(Command& command, RunOptions& options);

// For a command that prints its statements: throws Error (usage) where --keep-in-step is given.
void require_not_kept(const RunOptions& options);

// The history that the options name: a tool or auto, and its table if that is given.
WantedHistory wanted_history(const std::string& tool, const std::string& table);

void add_run_options(Command& command, RunOptions& options);

// Throws Error (usage) for values that PostgreSQL would not understand, and opens the log file.
void begin_run(const RunOptions& options);

}  // namespace migration
