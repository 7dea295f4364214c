#include "apply/engine.hpp"
#include "apply/plan.hpp"
#include "apply/preview.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/set_lock.hpp"
#include "report/step_report.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct Options {
    DatabaseOptions database;
    std::string to;
    bool dry_run = false;
    DownOptions plan;
};

void undo_steps(Session& session, Ledger& ledger, const Source& source, const std::vector<DownStep>& steps,
                bool json) {
    StepReport report("down", json);
    Engine engine(session, ledger, source.set.directory);
    std::size_t undone = 0;
    for (const auto& step : steps) {
        try {
            const auto time =
                step.migration != nullptr ? engine.down(*step.migration) : engine.down(step.row);
            report.done(step.row.version, step.row.slug, time);
        } catch (const Error& error) {
            report.failed(step.row.version, step.row.slug, error.what());
            report.finish(source.set.name, undone, steps.size());
            throw;
        }
        ++undone;
    }
    report.finish(source.set.name, undone, steps.size());
}

int down(const Source& source, const Options& options) {
    Session session = options.database.connect();
    Ledger ledger(session, source.set.ledger, source.set.name);
    if (options.dry_run) {
        print(preview_down(source.set, plan_down(source.set, ledger.applied(), options.plan)));
        return exit_done;
    }
    const SetLock lock(session, source.set.ledger, source.set.name, options.database.lock_wait());
    const auto steps = plan_down(source.set, ledger.applied(), options.plan);
    undo_steps(session, ledger, source, steps, options.database.json);
    return exit_done;
}

}  // namespace

void add_down_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("down", "undo the newest migrations");
    auto options = std::make_shared<Options>();
    add_database_options(command, options->database);
    add_lock_option(command, options->database);
    command.number("count", options->plan.count, 1, 1000000, "N", "how many");
    command.text("--to", options->to, "VERSION", "the version that stays as the last; 0 undoes everything");
    command.exclude("--to", "count");
    command.flag("--dry-run", options->dry_run, "print the SQL, change nothing");
    command.on_run([options, load = add_source(command)] {
        if (!options->to.empty()) options->plan.to = options->to;
        return down(load(), *options);
    });
}

}  // namespace migration
