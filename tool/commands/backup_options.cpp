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

CommandBackup::CommandBackup(const BackupOptions& options, const Session& session, std::string url,
                             std::string set)
    : session_(session),
      folder_(options.wanted_folder()),
      content_(options.wanted_content()),
      url_(std::move(url)),
      set_(std::move(set)) {}

void CommandBackup::prepare() {
    backup_.emplace(connection_settings(url_), session_);
}

std::string CommandBackup::write(const std::vector<LedgerRow>& applied) {
    return backup_.value().write(folder_, set_, newest_version(applied), content_).string();
}

void add_backup_options(Command& command, BackupOptions& options) {
    command.text("--backup", options.folder, "FOLDER",
                 "write a backup into this folder before the first change\n"
                 "(default: MIGRATIONS_BACKUP, else no backup)");
    command.choice("--backup-content", options.content, {"full", "schema"},
                   "whether that backup holds schema and rows, or the schema only");
    command.flag("--no-backup", options.none, "write no backup, even if MIGRATIONS_BACKUP is set");
    command.exclude("--no-backup", "--backup");
}

}  // namespace migration
