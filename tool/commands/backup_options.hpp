#pragma once

// The options of commands that write a backup first.

#include <optional>
#include <string>
#include <vector>

#include "apply/run.hpp"
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

// Writes what the options ask for, of the database that `url` names.
class CommandBackup : public RunBackup {
public:
    CommandBackup(const BackupOptions& options, std::string url, std::string set);
    // Null where no backup is wanted.
    RunBackup* wanted() { return folder_.empty() ? nullptr : this; }

    void prepare(const Session& session) override;
    std::string write(const std::vector<LedgerRow>& applied) override;

private:
    std::string folder_;
    BackupContent content_;
    std::string url_;
    std::string set_;
    std::optional<Backup> backup_;
};

void add_backup_options(Command& command, BackupOptions& options);

}  // namespace migration
