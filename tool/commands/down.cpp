#include "apply/plan.hpp"
#include "apply/preflight.hpp"
#include "apply/preview.hpp"
#include "base/text.hpp"
#include "commands/backup_options.hpp"
#include "commands/consent.hpp"
#include "commands/proof.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/set_lock.hpp"
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
    DownOptions plan;
};

std::optional<std::string> loss_of(const DownStep& step) {
    if (step.migration == nullptr) return std::nullopt;
    const auto& down = step.migration->down;
    if (down && down->annotations.lossy) return down->annotations.lossy;
    return step.migration->up.annotations.lossy;
}

void require_consent(const std::vector<DownStep>& steps, const std::string& database, bool yes) {
    std::vector<std::string> names;
    for (const auto& step : steps) {
        names.push_back(migration_name(step.row.version, step.row.slug));
        if (const auto loss = loss_of(step))
            print_note("undoing " + names.back() + " loses data: " + *loss + "\n");
    }
    require_yes("undo " + counted(steps.size(), "migration") + " on database \"" + database + "\" (" +
                    join(names, ", ") + ")",
                yes);
}

int undo(GuardedEngine& engine, const Source& source, const std::vector<DownStep>& steps, StepReport& report,
         RunOutcome& outcome) {
    std::size_t undone = 0;
    for (const auto& step : steps) {
        try {
            if (const auto time = engine.down(step))
                report.done(step.row.version, step.row.slug, *time);
            else
                report.skipped(step.row.version, step.row.slug);
        } catch (const Error& error) {
            report.failed(step.row.version, step.row.slug, error.what());
            report.finish(source.identity.name, undone, steps.size());
            throw;
        }
        outcome.versions.push_back(step.row.version);
        ++undone;
    }
    report.finish(source.identity.name, undone, undone);
    return exit_done;
}

// Nobody is asked while others wait for the lock: what was asked about must still be so under it.
int down(const Source& source, const DownArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    outcome.database = session.database();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto applied = ledger.applied();
    const auto steps = plan_down(*source.set, applied, options.plan);
    if (options.dry_run) {
        print(preview_down(*source.set, steps));
        return exit_done;
    }
    StepReport report("down", options.run.database.json);
    if (steps.empty()) {
        const SetLock lock(session, ledger, options.run.database.lock_wait());
        require_unchanged(applied, ledger.applied());
        report.finish(source.identity.name, 0, 0);
        return exit_done;
    }
    std::optional<Backup> backup;
    if (!options.backup.wanted_folder().empty())
        backup.emplace(connection_settings(options.run.database.url), session);
    face(obstacles_to_down(session, source.identity.ledger, steps,
                           source.manifest ? source.manifest->server(session.server_major()) : nullptr),
         options.run.ignore_preflight, report);
    require_consent(steps, session.database(), options.yes);
    SetLock lock(session, ledger, options.run.database.lock_wait());
    require_unchanged(applied, ledger.applied());
    GuardedEngine engine(session, ledger, lock, *source.set, source.manifest, options.run.guard(), report);
    engine.check_start();
    if (backup) {
        const auto file = backup->write(options.backup.wanted_folder(), source.identity.name,
                                        newest_version(applied), options.backup.wanted_content());
        outcome.backup = file.string();
        report.remarks("backup: " + file.string());
    }
    return undo(engine, source, steps, report, outcome);
}

}  // namespace

void add_down_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("down", "undo the newest migrations");
    auto options = std::make_shared<DownArguments>();
    add_run_options(command, options->run);
    add_backup_options(command, options->backup);
    command.number("count", options->plan.count, 1, 1000000, "N", "how many");
    command.text("--to", options->to, "VERSION", "the version that stays as the last; 0 undoes everything");
    command.exclude("--to", "count");
    command.number("--steps", options->plan.count, 1, 1000000, "N", "how many, as with up");
    command.exclude("--steps", "count");
    command.exclude("--steps", "--to");
    command.flag("--dry-run", options->dry_run, "print the SQL, change nothing");
    command.flag("--yes", options->yes, "do not ask");
    command.on_run([options, load = add_source(command)] {
        if (!options->to.empty()) options->plan.to = options->to;
        const Source source = load();
        RunOutcome outcome{"down", source.identity.name, "", {}, ""};
        const auto work = [&] { return down(source, *options, outcome); };
        return options->dry_run ? run_without_hooks(options->run, work)
                                : run_with_hooks(options->run, outcome, work);
    });
}

}  // namespace migration
