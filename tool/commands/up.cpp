#include <algorithm>

#include "apply/plan.hpp"
#include "apply/preflight.hpp"
#include "apply/preview.hpp"
#include "apply/script_runner.hpp"
#include "base/text.hpp"
#include "commands/backup_options.hpp"
#include "commands/proof.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/set_lock.hpp"
#include "report/step_report.hpp"
#include "report/terminal.hpp"
#include "set/history_rules.hpp"

namespace migration {
namespace {

struct UpArguments {
    RunOptions run;
    BackupOptions backup;
    std::string to;
    int steps = 0;
    std::string dry_run;  // print, execute
    std::string from;
    bool single_transaction = false;
    UpOptions plan;
};

bool together(const UpArguments& options) {
    return options.single_transaction || options.dry_run == "execute";
}

void refuse_stepwise(const MigrationSet& set, const std::vector<UpStep>& steps, const UpArguments& options) {
    if (!together(options)) return;
    const std::string option = options.single_transaction ? "--single-transaction" : "--dry-run=execute";
    for (const auto& step : steps) {
        const Script& script = step.migration->up;
        if (!script.transactional)
            throw Error(ErrorKind::usage,
                        shown_file(set, script) +
                            ": the script cannot run in a transaction, so it cannot be part of one",
                        "run up to the migration before it, then this one without " + option);
        if (asks_for_own_transaction(script))
            throw Error(
                ErrorKind::usage,
                shown_file(set, script) +
                    ": the script says how its transaction is to run, so it cannot be part of another",
                "run up to the migration before it, then this one without " + option);
    }
}

class Up {
public:
    Up(const Source& source, const UpArguments& options, RunOutcome& outcome)
        : source_(source), options_(options), outcome_(outcome), report_("up", options.run.database.json) {}

    int run() {
        Session session = options_.run.database.connect();
        outcome_.database = session.database();
        Ledger ledger(session, source_.identity.ledger, source_.identity.name);
        // Asked before the lock: with nothing to do, runners do not wait for each other.
        if (options_.dry_run.empty() && !options_.plan.to && ledger.has_exactly(source_.identity))
            return finish(0, 0);
        auto applied = ledger.applied();
        auto steps = plan(applied);
        if (options_.dry_run == "print") {
            refuse_stepwise(*source_.set, steps, options_);
            print(preview_up(*source_.set, steps, ledger.exists(), options_.single_transaction));
            return exit_done;
        }
        if (steps.empty()) return finish(0, 0);
        require_validated_server(source_, session, options_.run.allow_unvalidated_server);
        face(obstacles_to_up(session, source_.identity.ledger, steps,
                             source_.manifest ? source_.manifest->server(session.server_major()) : nullptr),
             options_.run.ignore_preflight, report_);
        const auto backup = wanted_backup(session);
        SetLock lock(session, ledger, options_.run.database.lock_wait());
        applied = ledger.applied();
        steps = plan(applied);
        if (steps.empty()) return finish(0, 0);
        GuardedEngine engine(session, ledger, lock, *source_.set, source_.manifest, options_.run.guard(),
                             report_);
        engine.check_start();
        if (backup) write_backup(*backup, applied);
        return together(options_) ? apply_together(engine, steps) : apply(engine, ledger, steps);
    }

private:
    std::vector<UpStep> plan(const std::vector<LedgerRow>& applied) const {
        auto steps = plan_up(*source_.set, applied, options_.plan);
        if (const auto newer = newer_versions(*source_.set, applied); !newer.empty())
            print_note("the database has " + counted(newer.size(), "newer migration") +
                       " that this program does not carry; they stay as they are\n");
        return steps;
    }

    std::optional<Backup> wanted_backup(const Session& session) const {
        if (options_.backup.wanted_folder().empty() || options_.dry_run == "execute") return std::nullopt;
        return Backup(connection_settings(options_.run.database.url), session);
    }

    void write_backup(const Backup& backup, const std::vector<LedgerRow>& applied) {
        const auto file = backup.write(options_.backup.wanted_folder(), source_.identity.name,
                                       newest_version(applied), options_.backup.wanted_content());
        outcome_.backup = file.string();
        report_.remarks("backup: " + file.string());
    }

    int apply(GuardedEngine& engine, Ledger& ledger, const std::vector<UpStep>& steps) {
        ledger.create();
        std::size_t applied = 0;
        for (const auto& step : steps) {
            const Migration& migration = *step.migration;
            try {
                const auto time = engine.up(step);
                outcome_.versions.push_back(migration.version);
                ++applied;
                if (time)
                    report_.done(migration.version, migration.slug, *time);
                else
                    report_.skipped(migration.version, migration.slug);
            } catch (const Error& error) {
                report_.failed(migration.version, migration.slug, error.what());
                finish(applied, steps.size());
                throw;
            }
        }
        return finish(applied, applied);
    }

    int apply_together(GuardedEngine& engine, const std::vector<UpStep>& steps) {
        const bool only_try = options_.dry_run == "execute";
        refuse_stepwise(*source_.set, steps, options_);
        std::vector<long long> times;
        try {
            engine.up_together(steps, only_try, [&](long long time) { times.push_back(time); });
        } catch (const Error& error) {
            if (times.size() < steps.size()) {
                const auto& failed = *steps[times.size()].migration;
                report_.failed(failed.version, failed.slug, error.what());
            }
            report_.remarks("everything was rolled back");
            finish(0, steps.size());
            throw;
        }
        for (std::size_t i = 0; i < times.size(); ++i)
            report_.done(steps[i].migration->version, steps[i].migration->slug, times[i]);
        if (only_try) {
            report_.remarks("everything was checked and rolled back: nothing was changed");
            return exit_done;
        }
        for (const auto& step : steps) outcome_.versions.push_back(step.migration->version);
        return finish(steps.size(), steps.size());
    }

    int finish(std::size_t applied, std::size_t planned) {
        report_.finish(source_.identity.name, applied, planned);
        return exit_done;
    }

    const Source& source_;
    const UpArguments& options_;
    RunOutcome& outcome_;
    StepReport report_;
};

// Without a database: what would be applied to one that has everything up to a version.
int preview_from(const Source& source, const UpArguments& options) {
    if (options.dry_run != "print")
        throw Error(ErrorKind::usage,
                    "--from says what a database has that is not asked: it needs --dry-run");
    std::vector<LedgerRow> applied;
    const bool nothing = same_version(options.from, "0");
    if (!nothing && source.set->find(options.from) == nullptr)
        throw Error(ErrorKind::usage,
                    "no such version in set \"" + source.identity.name + "\": \"" + options.from + "\"",
                    "0 is a database without any");
    for (const auto& migration : source.set->migrations) {
        if (nothing || version_less(options.from, migration.version)) break;
        applied.emplace_back();
        applied.back().version = migration.version;
        applied.back().slug = migration.slug;
        applied.back().checksum = migration.up.checksum;
    }
    const auto steps = plan_up(*source.set, applied, options.plan);
    refuse_stepwise(*source.set, steps, options);
    print(preview_up(*source.set, steps, !nothing, options.single_transaction));
    return exit_done;
}

int up(const Source& source, UpArguments& options) {
    if (!options.to.empty()) options.plan.to = options.to;
    if (options.steps > 0) options.plan.steps = options.steps;
    if (!options.from.empty()) return preview_from(source, options);
    RunOutcome outcome{"up", source.identity.name, "", {}, ""};
    const auto work = [&] { return Up(source, options, outcome).run(); };
    return options.dry_run.empty() ? run_with_hooks(options.run, outcome, work)
                                   : run_without_hooks(options.run, work);
}

}  // namespace

void add_up_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("up", "apply pending migrations");
    auto options = std::make_shared<UpArguments>();
    add_run_options(command, options->run);
    add_backup_options(command, options->backup);
    command.text("--to", options->to, "VERSION", "the last version to apply");
    command.number("--steps", options->steps, 1, 1000000, "N", "apply at most so many");
    command.exclude("--to", "--steps");
    command.flag_or_choice("--dry-run", options->dry_run, "print", "execute",
                           "print the SQL, or with =execute run and check it and roll it back");
    command.text("--from", options->from, "VERSION",
                 "with --dry-run: no database is asked, it has this version");
    command.flag("--single-transaction", options->single_transaction, "all of them or none");
    command.flag("--allow-out-of-order", options->plan.allow_out_of_order,
                 "apply pending migrations that are older than applied ones");
    command.flag("--accept-newer", options->plan.accept_newer,
                 "leave applied migrations of a newer program as they are");
    command.on_run([options, load = add_source(command)] { return up(load(), *options); });
}

}  // namespace migration
