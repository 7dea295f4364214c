#include "apply/plan.hpp"
#include "apply/postgres_store.hpp"
#include "apply/preview.hpp"
#include "commands/backup_options.hpp"
#include "commands/consent.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "report/step_report.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct DownArguments {
    RunOptions run;
    BackupOptions backup;
    std::string to;
    bool dry_run = false;
    bool yes = false;
    bool accept_known = false;
    DownOptions plan;
};

int preview(const Source& source, const DownArguments& options) {
    Session session = options.run.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    print(preview_down(*source.set, plan_down(*source.set, ledger.applied(), options.plan)));
    return exit_done;
}

int down(const Source& source, const DownArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    StepReport report("down", options.run.database.json);
    CommandBackup backup(options.backup, session, options.run.database.url, source.identity.name);
    const auto consent = [&](const auto& steps) {
        require_consent("undo", steps, session.database(), options.yes);
    };
    PostgresStore store(session, source);
    run_down({store, source, options.run.settings(), backup.wanted(), report, outcome.record},
             {options.plan, options.accept_known, consent});
    return exit_done;
}

}  // namespace

void add_down_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("down", "undo the newest applied migration, or several of them");
    auto options = std::make_shared<DownArguments>();
    add_run_options(command, options->run);
    add_keep_option(command, options->run);
    add_backup_options(command, options->backup);
    command.number("count", options->plan.count, 1, 1000000, "N", "how many migrations to undo");
    command.text("--to", options->to, "VERSION",
                 "undo all migrations after VERSION, which itself stays applied;\n"
                 "0 undoes all migrations");
    command.exclude("--to", "count");
    command.number("--steps", options->plan.count, 1, 1000000, "N", "the same as the argument N");
    command.exclude("--steps", "count");
    command.exclude("--steps", "--to");
    command.flag("--dry-run", options->dry_run,
                 "print the SQL that the command would send, and change nothing");
    command.flag("--accept-known", options->accept_known,
                 "undo also a migration whose down script is known to be wrong");
    command.flag("--yes", options->yes, "do not ask for confirmation");
    command.on_run([options, load = add_source(command)] {
        if (!options->to.empty()) options->plan.to = options->to;
        const Source source = load();
        if (options->dry_run) require_not_kept(options->run);
        if (options->dry_run)
            return run_without_hooks(options->run, [&] { return preview(source, *options); });
        RunOutcome outcome{"down", source.identity.name};
        return run_with_hooks(options->run, outcome,
                              [&] { return down(source, *options, outcome); });
    });
}

}  // namespace migration
