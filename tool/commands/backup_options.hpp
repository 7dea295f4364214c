#pragma once

// The options of commands that write a backup before the first change.

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

    // The folder for the backup; empty for no backup.
    std::string wanted_folder() const;
    BackupContent wanted_content() const;
};

// Writes the backup of the database that `url` names, according to the options.
class CommandBackup : public RunBackup {
public:
    // `session` is connected to that database and must outlive this.
    CommandBackup(const BackupOptions& options, const Session& session, std::string url,
                  std::string set);
    // Null for no backup.
    RunBackup* wanted() { return folder_.empty() ? nullptr : this; }

    void prepare() override;
    std::string write(const std::vector<LedgerRow>& applied) override;

private:
    const Session& session_;
    std::string folder_;
    BackupContent content_;
    std::string url_;
    std::string set_;
    std::optional<Backup> backup_;
};

void add_backup_options(Command& command, BackupOptions& options);

}  // namespace migration
