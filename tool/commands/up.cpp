#include "apply/plan.hpp"
#include "apply/postgres_store.hpp"
#include "apply/preview.hpp"
#include "commands/backup_options.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
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

// The option that asks for one transaction; empty without.
std::string together(const UpArguments& options) {
    if (options.single_transaction) return "--single-transaction";
    return options.dry_run == "execute" ? "--dry-run=execute" : "";
}

void show(const Source& source, const std::vector<UpStep>& steps, bool ledger_exists,
          const UpArguments& options) {
    if (const auto option = together(options); !option.empty())
        require_one_transaction(*source.set, steps, option);
    print(preview_up(*source.set, steps, ledger_exists, options.single_transaction));
}

int preview(const Source& source, const UpArguments& options) {
    Session session = options.run.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    StepReport report("up", options.run.database.json);
    show(source, plan_and_tell(*source.set, ledger.applied(), options.plan, report),
         ledger.exists(), options);
    return exit_done;
}

// Without a database: what would be applied to one that has everything up to a version.
int preview_from(const Source& source, const UpArguments& options) {
    if (options.dry_run != "print")
        throw Error(ErrorKind::usage, "--from needs --dry-run",
                    "--from names the version of a database that the command does not connect to");
    std::vector<LedgerRow> applied;
    const bool nothing = same_version(options.from, "0");
    const Migration* last = source.set->find(options.from);
    if (!nothing && last == nullptr)
        throw Error(
            ErrorKind::usage,
            "no such version in set \"" + source.identity.name + "\": \"" + options.from + "\"",
            "0 stands for a database without migrations");
    for (const auto& migration : source.set->migrations) {
        if (nothing || &migration > last) break;
        applied.emplace_back();
        applied.back().version = migration.version;
        applied.back().slug = migration.slug;
        applied.back().checksum = migration.up.checksum;
    }
    show(source, plan_up(*source.set, applied, options.plan), !nothing, options);
    return exit_done;
}

int up(const Source& source, UpArguments& options) {
    if (!options.to.empty()) options.plan.to = options.to;
    if (options.steps > 0) options.plan.steps = options.steps;
    if (options.dry_run == "print") require_not_kept(options.run);
    if (!options.from.empty()) return preview_from(source, options);
    if (options.dry_run == "print")
        return run_without_hooks(options.run, [&] { return preview(source, options); });
    RunOutcome outcome{"up", source.identity.name};
    const auto work = [&] {
        Session session = options.run.database.connect();
        StepReport report("up", options.run.database.json);
        CommandBackup backup(options.backup, session, options.run.database.url,
                             source.identity.name);
        const bool only_try = options.dry_run == "execute";
        PostgresStore store(session, source);
        run_up({store, source, options.run.settings(), only_try ? nullptr : backup.wanted(), report,
                outcome.record},
               {options.plan, !together(options).empty(), only_try});
        return exit_done;
    };
    return options.dry_run.empty() ? run_with_hooks(options.run, outcome, work)
                                   : run_without_hooks(options.run, work);
}

}  // namespace

void add_up_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("up", "apply the pending migrations");
    auto options = std::make_shared<UpArguments>();
    add_run_options(command, options->run);
    add_keep_option(command, options->run);
    add_backup_options(command, options->backup);
    command.text("--to", options->to, "VERSION", "apply only the migrations up to VERSION");
    command.number("--steps", options->steps, 1, 1000000, "N",
                   "apply at most N migrations (default: all that are pending)");
    command.exclude("--to", "--steps");
    command.flag_or_choice("--dry-run", options->dry_run, "print", "execute",
                           "print the SQL that the command would send, and change nothing;\n"
                           "=execute: run it in one transaction, check it, and roll it back");
    command.text("--from", options->from, "VERSION",
                 "with --dry-run: do not connect; print the SQL for a database that\n"
                 "has all migrations up to VERSION (0: none)");
    command.flag("--single-transaction", options->single_transaction,
                 "apply all in one transaction: if one fails, none is applied");
    command.flag("--allow-out-of-order", options->plan.allow_out_of_order,
                 "apply also pending migrations that are older than an applied one");
    command.flag("--accept-newer", options->plan.accept_newer,
                 "accept applied migrations that are newer than all of this set,\n"
                 "and leave them as they are");
    command.on_run([options, load = add_source(command)] { return up(load(), *options); });
}

}  // namespace migration
