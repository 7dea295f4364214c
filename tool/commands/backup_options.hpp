#pragma once

// The options of commands that write a backup first.

#include <string>

#include "backup/backup.hpp"
#include "commands/command_line.hpp"

namespace migration {

struct BackupOptions {
    std::string folder;
    std::string content = "full";
    bool none = false;

    // Where it goes; empty when none is wanted.
    std::string wanted_folder() const;
    BackupContent wanted_content() const;
};

void add_backup_options(Command& command, BackupOptions& options);

}  // namespace migration
