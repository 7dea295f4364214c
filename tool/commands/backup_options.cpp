#include "commands/backup_options.hpp"

#include "base/environment.hpp"
#include "base/text.hpp"

namespace migration {

std::string BackupOptions::wanted_folder() const {
    if (none) return "";
    return folder.empty() ? environment("MIGRATIONS_BACKUP") : folder;
}

BackupContent BackupOptions::wanted_content() const {
    return to_lower(content) == "schema" ? BackupContent::schema : BackupContent::full;
}

CommandBackup::CommandBackup(const BackupOptions& options, std::string url, std::string set)
    : folder_(options.wanted_folder()),
      content_(options.wanted_content()),
      url_(std::move(url)),
      set_(std::move(set)) {}

void CommandBackup::prepare(const Session& session) {
    backup_.emplace(connection_settings(url_), session);
}

std::string CommandBackup::write(const std::vector<LedgerRow>& applied) {
    return backup_.value().write(folder_, set_, newest_version(applied), content_).string();
}

void add_backup_options(Command& command, BackupOptions& options) {
    command.text("--backup", options.folder, "FOLDER",
                 "write a backup there before the first change (MIGRATIONS_BACKUP)");
    command.choice("--backup-content", options.content, {"full", "schema"},
                   "everything, or the schema alone");
    command.flag("--no-backup", options.none, "write none, whatever the environment says");
    command.exclude("--no-backup", "--backup");
}

}  // namespace migration
