#include <nlohmann/json.hpp>

#include "apply/plan.hpp"
#include "apply/protected_database.hpp"
#include "backup/restore.hpp"
#include "base/text.hpp"
#include "commands/backup_options.hpp"
#include "commands/consent.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct BackupCommand {
    DatabaseOptions database;
    std::string folder = ".";
    std::string content = "full";
};

int backup(const Source& source, const BackupCommand& options) {
    Session session = options.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto content =
        to_lower(options.content) == "schema" ? BackupContent::schema : BackupContent::full;
    const auto file =
        Backup(connection_settings(options.database.url), session)
            .write(options.folder, source.identity.name, newest_version(ledger.applied()), content);
    print(options.database.json
              ? json_line(nlohmann::ordered_json{{"event", "backup"}, {"file", file.string()}})
              : file.string() + "\n");
    return exit_done;
}

struct RestoreCommand {
    DatabaseOptions database;
    std::string file;
    std::string into;
    bool yes = false;
};

int restore(const RestoreCommand& options) {
    Session session = options.database.connect();
    const Restore restore(connection_settings(options.database.url), session, options.file);
    if (!options.into.empty()) {
        restore.into_new_database(options.into);
        print(options.database.json ? json_line(nlohmann::ordered_json{{"event", "restored"},
                                                                       {"database", options.into}})
                                    : "restored into database \"" + options.into + "\"\n");
        return exit_done;
    }
    require_unprotected(session);
    require_yes(
        "replace database \"" + session.database() + "\" by the backup, and end all sessions on it",
        options.yes);
    const std::string aside = restore.in_place(session.database());
    print(options.database.json
              ? json_line(nlohmann::ordered_json{
                    {"event", "restored"}, {"database", session.database()}, {"before", aside}})
              : "database \"" + session.database() +
                    "\" now holds the backup; the old database is now \"" + aside + "\"\n");
    return exit_done;
}

}  // namespace

void add_backup_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("backup", "write a backup of the database with pg_dump");
    auto options = std::make_shared<BackupCommand>();
    add_database_options(command, options->database);
    command.text("folder", options->folder, "FOLDER",
                 "folder for the backup, made if missing (default: \".\")");
    command.choice("--content", options->content, {"full", "schema"},
                   "whether the backup holds schema and rows, or the schema only");
    command.on_run([options, load = add_source(command)] { return backup(load(), *options); });
}

void add_restore_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("restore", "replace the database by a backup; the old one gets another name");
    auto options = std::make_shared<RestoreCommand>();
    add_database_options(command, options->database);
    command.required_text("file", options->file, "FILE",
                          "the backup, a file that 'backup' or the option --backup wrote");
    command.text("--into", options->into, "DATABASE",
                 "restore into a new database with this name, and leave the database\n"
                 "that the connection names as it is");
    command.flag("--yes", options->yes, "do not ask for confirmation");
    // The set is not needed, but its options are the same as everywhere.
    command.on_run([options, load = add_source(command)] { return restore(*options); });
}

}  // namespace migration
