#include "apply/engine.hpp"
#include "apply/plan.hpp"
#include "apply/preview.hpp"
#include "commands/database_options.hpp"
#include "commands/proof.hpp"
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
    bool allow_unvalidated_server = false;
    UpOptions plan;
};

void apply_steps(Session& session, Ledger& ledger, const Source& source, const std::vector<UpStep>& steps,
                 bool json) {
    StepReport report("up", json);
    Engine engine(session, ledger, source.set.directory);
    std::size_t applied = 0;
    for (const auto& step : steps) {
        const Migration& migration = *step.migration;
        try {
            const auto fingerprint = expected_fingerprint(source, session, migration.version);
            report.done(migration.version, migration.slug,
                        engine.up(migration, fingerprint, step.statements_done));
        } catch (const Error& error) {
            report.failed(migration.version, migration.slug, error.what());
            report.finish(source.set.name, applied, steps.size());
            throw;
        }
        ++applied;
    }
    report.finish(source.set.name, applied, steps.size());
}

// Better before the first change than half-way.
void require_extensions(Session& session, const std::vector<UpStep>& steps) {
    for (const auto& step : steps)
        for (const auto& extension : step.migration->up.annotations.requires_extensions)
            if (session.rows("SELECT FROM pg_catalog.pg_available_extensions WHERE name = $1", {extension})
                    .size() == 0)
                throw Error(ErrorKind::failed,
                            "migration \"" + step.migration->name() +
                                "\" needs an extension that the server does not "
                                "offer: \"" +
                                extension + "\"",
                            "install it on the server, then run 'up' again");
}

int up(const Source& source, const Options& options) {
    Session session = options.database.connect();
    Ledger ledger(session, source.set.ledger, source.set.name);
    // Asked before the lock: with nothing to do, runners do not wait for each other.
    auto steps = plan_up(source.set, ledger.applied(), options.plan);
    if (options.dry_run) {
        print(preview_up(source.set, steps, ledger.exists()));
        return exit_done;
    }
    if (steps.empty()) {
        StepReport("up", options.database.json).finish(source.set.name, 0, 0);
        return exit_done;
    }
    require_validated_server(source, session, options.allow_unvalidated_server);
    require_extensions(session, steps);
    const SetLock lock(session, source.set.ledger, source.set.name, options.database.lock_wait());
    ledger.create();
    steps = plan_up(source.set, ledger.applied(), options.plan);
    apply_steps(session, ledger, source, steps, options.database.json);
    return exit_done;
}

}  // namespace

void add_up_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("up", "apply pending migrations");
    auto options = std::make_shared<Options>();
    add_database_options(command, options->database);
    add_lock_option(command, options->database);
    command.text("--to", options->to, "VERSION", "the last version to apply");
    command.flag("--dry-run", options->dry_run, "print the SQL, change nothing");
    command.flag("--allow-out-of-order", options->plan.allow_out_of_order,
                 "apply pending migrations that are older than applied ones");
    command.flag("--allow-unvalidated-server", options->allow_unvalidated_server,
                 "run on a PostgreSQL version that the set was not validated on");
    command.on_run([options, load = add_source(command)] {
        if (!options->to.empty()) options->plan.to = options->to;
        return up(load(), *options);
    });
}

}  // namespace migration
