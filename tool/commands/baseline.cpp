#include "commands/baseline.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apply/guarded_engine.hpp"
#include "apply/ledger_rows.hpp"
#include "apply/preflight.hpp"
#include "apply/proof.hpp"
#include "base/text.hpp"
#include "commands/runner_commands.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

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

void require_no_rows(const Source& source, Ledger& ledger) {
    if (const auto applied = ledger.applied(); !applied.empty())
        throw Error(ErrorKind::mismatch,
                    "the database already has " + counted(applied.size(), "migration") +
                        " of set \"" + source.identity.name + "\"",
                    "use 'baseline' on a database without applied migrations; 'status' shows those "
                    "that it has");
}

int baseline(const Source& source, const BaselineArguments& options, RunOutcome& outcome) {
    if (options.at.empty() == options.from.empty())
        throw Error(ErrorKind::usage, "expected --at VERSION or --from TOOL",
                    "--at names the newest version that the database has; --from reads the history "
                    "table of another tool");
    return options.from.empty() ? baseline_at(source, options, outcome)
                                : baseline_from(source, options, outcome);
}

}  // namespace

void record_rows(Ledger& ledger, const std::vector<LedgerRow>& rows, const std::string& reason) {
    ledger.create();
    for (const auto& row : rows) {
        LogRow log = log_row(row, "baseline");
        log.reason = reason;
        ledger.record(row, log);
    }
}

void report_rows(const Source& source, const std::vector<LedgerRow>& rows, StepReport& report,
                 RunOutcome& outcome) {
    for (const auto& row : rows) {
        report.done(row.version, row.slug, 0);
        outcome.record.versions.push_back(row.version);
    }
    report.finish(source.identity.name, rows.size(), rows.size());
}

void show_rows(const Source& source, const std::vector<LedgerRow>& rows,
               const std::vector<std::string>& notes, bool json) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = rows[i];
        if (json)
            print(json_line(nlohmann::ordered_json{{"event", "planned"},
                                                   {"action", "baseline"},
                                                   {"version", row.version},
                                                   {"slug", row.slug}}));
        else
            print(fmt::format("  would record {}{}\n", migration_name(row.version, row.slug),
                              i < notes.size() ? notes[i] : ""));
    }
    if (!json)
        print(fmt::format("{}: {} to record; nothing was changed\n", source.identity.name,
                          counted(rows.size(), "migration")));
}

int baseline_at(const Source& source, const BaselineArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    outcome.record.database = session.database();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto rows = rows_up_to(source, session, options.at);
    require_validated_server(source, session, options.run.allow_unvalidated_server);
    StepReport report("baseline", options.run.database.json);
    if (!options.dry_run)
        face(obstacles_to_ledger(session, source.identity.ledger), options.run.ignore_preflight,
             report);
    SetLock lock(session, ledger, options.run.database.lock_wait());
    require_no_rows(source, ledger);
    GuardedEngine engine(session, ledger, lock, *source.set, source.manifest,
                         options.run.settings().guard, report);
    engine.check_start(&rows);
    if (options.dry_run) {
        show_rows(source, rows, {}, options.run.database.json);
        return exit_done;
    }
    session.command("BEGIN");
    lock.hold();
    record_rows(ledger, rows, "");
    session.command("COMMIT");
    report_rows(source, rows, report, outcome);
    return exit_done;
}

void add_baseline_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("baseline", "record migrations as applied without running them");
    auto options = std::make_shared<BaselineArguments>();
    add_run_options(command, options->run);
    command.text("--at", options->at, "VERSION",
                 "the newest version that the database already has");
    command.optional_text("--from", options->from, "auto", "TOOL",
                          "record what the history table of another tool says\n"
                          "(default: the tool is recognised by its table)");
    command.text("--history-table", options->history_table, "SCHEMA.TABLE",
                 "with --from: the table, if it has not its usual name");
    command.flag("--accept-changed", options->accept_changed,
                 "with --from: take scripts as they are, even if the other tool\n"
                 "applied other ones");
    command.flag("--accept-undone", options->accept_undone,
                 "with --from: take over what was undone here, too, because the\n"
                 "other tool has applied it since");
    command.flag("--dry-run", options->dry_run, "show what would be recorded, and change nothing");
    command.exclude("--at", "--from");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"baseline", source.identity.name};
        const auto work = [&] { return baseline(source, *options, outcome); };
        return options->dry_run ? run_without_hooks(options->run, work)
                                : run_with_hooks(options->run, outcome, work);
    });
}

}  // namespace migration
