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

void add_backup_options(Command& command, BackupOptions& options) {
    command.text("--backup", options.folder, "FOLDER",
                 "write a backup there before the first change (MIGRATIONS_BACKUP)");
    command.choice("--backup-content", options.content, {"full", "schema"},
                   "everything, or the schema alone");
    command.flag("--no-backup", options.none, "write none, whatever the environment says");
    command.exclude("--no-backup", "--backup");
}

}  // namespace migration
