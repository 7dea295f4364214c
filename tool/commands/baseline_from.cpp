#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "adopt/adoption.hpp"
#include "adopt/find_history.hpp"
#include "adopt/out_of_step.hpp"
#include "adopt/read_history.hpp"
#include "apply/guarded_engine.hpp"
#include "apply/ledger_rows.hpp"
#include "apply/preflight.hpp"
#include "apply/proof.hpp"
#include "base/shell.hpp"
#include "base/text.hpp"
#include "commands/baseline.hpp"
#include "commands/schema_and_table.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

using nlohmann::ordered_json;

// The other tool keeps its table.
void require_ledger_elsewhere(const Source& source, const FoundHistory& found) {
    if (found.table != source.identity.ledger) return;
    const std::string table = found.table.schema + "." + found.table.table;
    const std::string ledger = found.table.schema + ".migrations_ledger";
    const std::string from = "baseline --from " + std::string(found.tool->name);
    const bool is_packaged = source.set->directory.empty();
    throw Error(
        ErrorKind::mismatch,
        "the ledger cannot be \"" + table + "\": the table belongs to " +
            std::string(found.tool->name),
        is_packaged
            ? "package the runner with LEDGER " + ledger +
                  " in add_migrations(), then run: " + source.identity.name + "-migrate " + from
            : "migration-tool " + from + " --directory " + shell_quoted(source.set->directory) +
                  " --ledger " + shell_quoted(ledger) + "; other commands need this --ledger, too");
}

bool is_compared(const Source& source, const Session& session) {
    return source.manifest && source.manifest->server(session.server_major()) != nullptr;
}

void note_that_nothing_is_compared(const Source& source, StepReport& report) {
    report.notes(source.manifest
                     ? "the set was not validated on this server: the live schema is not compared"
                     : "no manifest: the live schema is not compared");
}

void require_complete(const std::vector<LedgerRow>& applied) {
    for (const auto& row : applied)
        if (row.incomplete)
            throw Error(ErrorKind::mismatch,
                        "migration \"" + migration_name(row.version, row.slug) + "\" is incomplete",
                        "finish it first: 'status' shows how far it came");
}

void show_history(const ForeignHistory& history, const Adoption& adoption, const Source& source,
                  bool json) {
    if (json) {
        ordered_json pending = ordered_json::array();
        for (const auto* migration : adoption.pending) pending.push_back(migration->version);
        return print(json_line(ordered_json{{"event", "history"},
                                            {"tool", history.tool},
                                            {"table", history.table},
                                            {"applied", adoption.adopted.size()},
                                            {"pending", pending}}));
    }
    print(fmt::format("history of {} in \"{}\": {} of {} of set \"{}\"\n", history.tool,
                      history.table, adoption.adopted.size(),
                      counted(source.set->migrations.size(), "migration"), source.identity.name));
    for (const auto* migration : adoption.pending)
        print(fmt::format("  pending  {}\n", migration->name()));
}

Error refusal_error(const Refusal& refusal, const ForeignHistory& history) {
    const std::string place = refusal.file.empty()
                                  ? "history of " + history.tool + " in \"" + history.table + "\""
                                  : refusal.file;
    return {ErrorKind::mismatch, place + ": " + refusal.reason, refusal.way_out};
}

// Throws Error (mismatch) with all refusals.
void require_none_refused(const std::vector<Refusal>& refusals, const ForeignHistory& history,
                          bool json) {
    if (refusals.empty()) return;
    if (refusals.size() == 1) throw refusal_error(refusals.front(), history);
    for (const auto& refusal : refusals) {
        const Error error = refusal_error(refusal, history);
        if (json)
            print(json_line(ordered_json{
                {"event", "refused"}, {"message", error.what()}, {"hint", error.hint()}}));
        else
            print_error(error);
    }
    throw Error(ErrorKind::mismatch, "the history of " + history.tool + " cannot be taken over: " +
                                         counted(refusals.size(), "problem"));
}

// Those that the ledger does not have yet.
std::vector<AdoptedMigration> new_migrations(const std::vector<AdoptedMigration>& adopted,
                                             const std::vector<LedgerRow>& applied) {
    VersionSet known;
    for (const auto& row : applied) known.insert(row.version);
    std::vector<AdoptedMigration> rest;
    for (const auto& each : adopted)
        if (!known.contains(each.migration->version)) rest.push_back(each);
    return rest;
}

// What this tool has undone, the other tool's table still has.
void require_not_undone(Ledger& ledger, const std::vector<AdoptedMigration>& adopted,
                        const FoundHistory& found) {
    VersionSet wanted;
    for (const auto& each : adopted) wanted.insert(each.migration->version);
    if (const auto undone = undone_out_of_step(ledger, found, wanted))
        throw undone_but_applied(found, *undone);
}

std::vector<LedgerRow> rows_for(const Source& source, const Session& session,
                                const std::vector<AdoptedMigration>& adopted) {
    std::vector<LedgerRow> rows;
    rows.reserve(adopted.size());
    for (const auto& each : adopted)
        rows.push_back(ledger_row(*each.migration,
                                  expected_fingerprint(source, session, each.migration->version)));
    return rows;
}

std::vector<std::string> recorded_as(const std::vector<AdoptedMigration>& adopted) {
    std::vector<std::string> notes;
    notes.reserve(adopted.size());
    for (const auto& each : adopted) notes.push_back(" (\"" + one_line(each.recorded, 60) + "\")");
    return notes;
}

class Takeover {
public:
    Takeover(const Source& source, const BaselineArguments& options, RunOutcome& outcome)
        : source_(source),
          options_(options),
          outcome_(outcome),
          report_("baseline", options.run.database.json),
          session_(options.run.database.connect()),
          ledger_(session_, source.identity.ledger, source.identity.name),
          found_(find_history(session_, wanted_history(options.from, options.history_table))) {
        outcome.record.database = session_.database();
    }

    void run() {
        require_ledger_elsewhere(source_, found_);
        require_validated_server(source_, session_, options_.run.allow_unvalidated_server);
        if (!options_.dry_run)
            face(obstacles_to_ledger(session_, source_.identity.ledger),
                 options_.run.ignore_preflight, report_);
        SetLock lock(session_, ledger_, options_.run.database.lock_wait());
        applied_ = ledger_.applied();
        require_complete(applied_);
        const auto adopted = understand();
        if (adopted.empty()) return report_.finish(source_.identity.name, 0, 0);
        const auto rows = rows_for(source_, session_, adopted);
        compare(lock, rows);
        if (options_.dry_run)
            return show_rows(source_, rows, recorded_as(adopted), options_.run.database.json);
        record(lock, rows);
        report_rows(source_, rows, report_, outcome_);
    }

private:
    // What is to be recorded.
    std::vector<AdoptedMigration> understand() {
        history_ = read_history(session_, found_, source_.identity.name);
        const AdoptionOptions how{is_compared(source_, session_), options_.accept_changed};
        const Adoption adoption = adopt(*source_.set, history_, *found_.tool, how);
        const bool json = options_.run.database.json;
        require_none_refused(adoption.refusals, history_, json);
        show_history(history_, adoption, source_, json);
        for (const auto& warning : adoption.warnings) report_.warns(warning, "");
        if (!how.is_compared) note_that_nothing_is_compared(source_, report_);
        auto rest = new_migrations(adoption.adopted, applied_);
        if (!options_.accept_undone) require_not_undone(ledger_, rest, found_);
        return rest;
    }

    void compare(SetLock& lock, const std::vector<LedgerRow>& rows) {
        auto all = applied_;
        all.insert(all.end(), rows.begin(), rows.end());
        GuardedEngine engine(session_, ledger_, lock, *source_.set, source_.manifest,
                             options_.run.settings().guard, report_);
        engine.check_start(&all);
    }

    // One transaction: all rows or none. The other tool may have worked since its table was read.
    void record(SetLock& lock, const std::vector<LedgerRow>& rows) {
        session_.command("BEGIN");
        lock.hold();
        require_unchanged(applied_, ledger_.applied());
        if (read_history(session_, found_, source_.identity.name) != history_)
            throw Error(ErrorKind::lock_busy,
                        history_.tool + " has changed \"" + history_.table + "\" in the meantime",
                        "wait until it has ended, then run the command again");
        record_rows(ledger_, rows, "from " + history_.tool + " in " + history_.table);
        session_.command("COMMIT");
    }

    const Source& source_;
    const BaselineArguments& options_;
    RunOutcome& outcome_;
    StepReport report_;
    Session session_;
    Ledger ledger_;
    FoundHistory found_;
    ForeignHistory history_;
    std::vector<LedgerRow> applied_;
};

}  // namespace

int baseline_from(const Source& source, const BaselineArguments& options, RunOutcome& outcome) {
    Takeover(source, options, outcome).run();
    return exit_done;
}

}  // namespace migration
