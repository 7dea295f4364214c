#include "apply/guarded_engine.hpp"
#include "apply/ledger_rows.hpp"
#include "apply/preflight.hpp"
#include "apply/proof.hpp"
#include "base/text.hpp"
#include "commands/run_options.hpp"
#include "commands/run_outcome.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/set_lock.hpp"
#include "report/step_report.hpp"

namespace migration {
namespace {

struct BaselineArguments {
    RunOptions run;
    std::string at;
};

std::vector<LedgerRow> rows_up_to(const Source& source, const Session& session,
                                  const std::string& version) {
    const Migration* last = source.set->find(version);
    if (last == nullptr)
        throw Error(ErrorKind::usage,
                    "no such version in set \"" + source.identity.name + "\": \"" + version + "\"",
                    "'status' shows the versions");
    std::vector<LedgerRow> rows;
    for (const auto& migration : source.set->migrations)
        if (&migration <= last)
            rows.push_back(
                ledger_row(migration, expected_fingerprint(source, session, migration.version)));
    return rows;
}

void record(Session& session, SetLock& lock, Ledger& ledger, const std::vector<LedgerRow>& rows) {
    session.command("BEGIN");
    lock.hold();
    ledger.create();
    for (const auto& row : rows) ledger.record(row, log_row(row, "baseline"));
    session.command("COMMIT");
}

int baseline(const Source& source, const BaselineArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    outcome.record.database = session.database();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto rows = rows_up_to(source, session, options.at);
    require_validated_server(source, session, options.run.allow_unvalidated_server);
    StepReport report("baseline", options.run.database.json);
    face(obstacles_to_ledger(session, source.identity.ledger), options.run.ignore_preflight,
         report);
    SetLock lock(session, ledger, options.run.database.lock_wait());
    if (const auto applied = ledger.applied(); !applied.empty())
        throw Error(ErrorKind::mismatch,
                    "the database already has " + counted(applied.size(), "migration") +
                        " of set \"" + source.identity.name + "\"",
                    "use 'baseline' on a database without applied migrations; 'status' shows those "
                    "that it has");
    GuardedEngine engine(session, ledger, lock, *source.set, source.manifest,
                         options.run.settings().guard, report);
    engine.check_start(&rows);
    record(session, lock, ledger, rows);
    for (const auto& row : rows) {
        report.done(row.version, row.slug, 0);
        outcome.record.versions.push_back(row.version);
    }
    report.finish(source.identity.name, rows.size(), rows.size());
    return exit_done;
}

}  // namespace

void add_baseline_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("baseline", "record migrations as applied without running them");
    auto options = std::make_shared<BaselineArguments>();
    add_run_options(command, options->run);
    command.required_text("--at", options->at, "VERSION",
                          "the newest version that the database already has");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"baseline", source.identity.name};
        return run_with_hooks(options->run, outcome,
                              [&] { return baseline(source, *options, outcome); });
    });
}

}  // namespace migration
