#include "apply/postgres_store.hpp"
#include "commands/backup_options.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "report/step_report.hpp"

namespace migration {
namespace {

struct ReapplyArguments {
    RunOptions run;
    BackupOptions backup;
    std::string version;
};

int reapply(const Source& source, const ReapplyArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    StepReport report("reapply", options.run.database.json);
    CommandBackup backup(options.backup, session, options.run.database.url, source.identity.name);
    PostgresStore store(session, source);
    run_reapply({store, source, options.run.settings(), backup.wanted(), report, outcome.record},
                options.version);
    return exit_done;
}

}  // namespace

void add_reapply_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("reapply", "run an applied up script again, if validation proved that it may");
    auto options = std::make_shared<ReapplyArguments>();
    add_run_options(command, options->run);
    add_backup_options(command, options->backup);
    command.required_text("version", options->version, "VERSION", "the migration to run again");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"reapply", source.identity.name};
        return run_with_hooks(options->run, outcome,
                              [&] { return reapply(source, *options, outcome); });
    });
}

}  // namespace migration
