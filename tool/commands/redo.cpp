#include "apply/postgres_store.hpp"
#include "commands/backup_options.hpp"
#include "commands/consent.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "report/step_report.hpp"

namespace migration {
namespace {

struct RedoArguments {
    RunOptions run;
    BackupOptions backup;
    std::string version;
    bool yes = false;
    bool accept_known = false;
};

int redo(const Source& source, const RedoArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    StepReport report("redo", options.run.database.json);
    CommandBackup backup(options.backup, session, options.run.database.url, source.identity.name);
    const auto consent = [&](const auto& steps) {
        require_consent("undo and apply again", steps, session.database(), options.yes);
    };
    PostgresStore store(session, source);
    RedoRequest request{{}, options.accept_known, consent};
    if (!options.version.empty()) request.version = options.version;
    run_redo({store, source, options.run.settings(), backup.wanted(), report, outcome.record},
             request);
    return exit_done;
}

}  // namespace

void add_redo_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("redo", "undo the newest migration, or several of them, and apply them again");
    auto options = std::make_shared<RedoArguments>();
    add_run_options(command, options->run);
    add_keep_option(command, options->run);
    add_backup_options(command, options->backup);
    command.text("version", options->version, "VERSION",
                 "undo this migration and all behind it (default: the newest one)");
    command.flag("--accept-known", options->accept_known,
                 "undo also a migration whose down script is known to be wrong");
    command.flag("--yes", options->yes, "do not ask for confirmation");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"redo", source.identity.name};
        return run_with_hooks(options->run, outcome,
                              [&] { return redo(source, *options, outcome); });
    });
}

}  // namespace migration
