#include "apply/postgres_store.hpp"
#include "base/text.hpp"
#include "commands/backup_options.hpp"
#include "commands/consent.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "report/step_report.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

constexpr const char* confirmation = "DELETE ALL DATA";

struct FreshArguments {
    RunOptions run;
    BackupOptions backup;
    std::string confirm;
    bool only_drop = false;
};

int fresh(const Source& source, const FreshArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    StepReport report("fresh", options.run.database.json);
    CommandBackup backup(options.backup, session, options.run.database.url, source.identity.name);
    const auto consent = [&](const auto& objects) {
        for (const auto& object : objects) print_note("  drops " + object.text() + "\n");
        require_words("drop " + counted(objects.size(), "object") + " of database \"" +
                          session.database() + "\"",
                      confirmation, options.confirm);
    };
    PostgresStore store(session, source);
    run_fresh({store, source, options.run.settings(), backup.wanted(), report, outcome.record},
              {options.only_drop, consent});
    return exit_done;
}

}  // namespace

void add_fresh_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("fresh", "drop what the set made, with all data, and apply the set again");
    auto options = std::make_shared<FreshArguments>();
    add_run_options(command, options->run);
    add_keep_option(command, options->run);
    add_backup_options(command, options->backup);
    command.text("--confirm", options->confirm, "WORDS",
                 "\"DELETE ALL DATA\": confirm on the command line, without a question");
    command.flag("--only-drop", options->only_drop,
                 "drop the objects, but do not apply the set again");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"fresh", source.identity.name};
        return run_with_hooks(options->run, outcome,
                              [&] { return fresh(source, *options, outcome); });
    });
}

}  // namespace migration
