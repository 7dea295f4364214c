#include "apply/ledger_rows.hpp"
#include "apply/plan.hpp"
#include "apply/preflight.hpp"
#include "apply/remove_objects.hpp"
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

constexpr const char* words = "DELETE ALL DATA";

struct FreshArguments {
    RunOptions run;
    BackupOptions backup;
    std::string confirm;
    bool only_drop = false;
};

void forget(Ledger& ledger, const std::vector<LedgerRow>& applied) {
    for (const auto& row : applied) ledger.remove(log_row(row, "fresh"));
}

const ManifestServer& proof_of(const Source& source, const Session& session) {
    if (!source.manifest)
        throw Error(ErrorKind::usage, "what the set makes is known from its manifest, and there is none",
                    "use the packaged runner, or name a manifest with --manifest FILE");
    require_validated_server(source, session, false);
    return *source.manifest->server(session.server_major());
}

void apply_all(GuardedEngine& engine, const MigrationSet& set, StepReport& report, RunOutcome& outcome) {
    for (const auto& migration : set.migrations) {
        try {
            const auto time = engine.up({&migration});
            outcome.versions.push_back(migration.version);
            report.done(migration.version, migration.slug, time.value_or(0));
        } catch (const Error& error) {
            report.failed(migration.version, migration.slug, error.what());
            report.finish(set.name, outcome.versions.size(), set.migrations.size());
            throw;
        }
    }
}

// What they have made is known to others only: it would stay, and be forgotten.
void refuse_unknown(const MigrationSet& set, const std::vector<LedgerRow>& applied) {
    for (const auto& row : applied)
        if (set.find(row.version) == nullptr) throw unknown_version(set, row);
}

// Without what was there before: it is not the set's, whatever the set says of it.
std::vector<std::string> objects_of_set(Session& session, const Ledger& ledger, const MigrationSet& set,
                                        const ManifestServer& validated,
                                        const std::vector<LedgerRow>& applied, StepReport& report) {
    auto objects = made_objects(validated, applied);
    for (const auto& key : made_beforehand(session, ledger, set, validated, applied)) {
        std::erase(objects, key);
        report.remarks("leaves " + key + ": the set has not made it, as far as can be told");
    }
    const LiveNames names = read_live_names(session, validated);
    for (auto& key : objects) key = names.key(key);
    return objects;
}

int fresh(const Source& source, const FreshArguments& options, RunOutcome& outcome) {
    Session session = options.run.database.connect();
    outcome.database = session.database();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    require_unprotected(session);
    const ManifestServer& validated = proof_of(source, session);
    const auto applied = ledger.applied();
    refuse_unknown(*source.set, applied);
    std::vector<UpStep> steps;
    if (!options.only_drop)
        for (const auto& migration : source.set->migrations) steps.push_back({&migration});
    StepReport report("fresh", options.run.database.json);
    face(obstacles_to_up(session, source.identity.ledger, steps, &validated), options.run.ignore_preflight,
         report);
    const auto objects = objects_of_set(session, ledger, *source.set, validated, applied, report);
    for (const auto& object : objects) print_note("  drops " + object + "\n");
    require_words("drop " + counted(objects.size(), "object") + " of database \"" + session.database() + "\"",
                  words, options.confirm);
    SetLock lock(session, ledger, options.run.database.lock_wait());
    require_unchanged(applied, ledger.applied());
    if (!options.backup.wanted_folder().empty()) {
        const auto file = Backup(connection_settings(options.run.database.url), session)
                              .write(options.backup.wanted_folder(), source.identity.name,
                                     newest_version(applied), options.backup.wanted_content());
        outcome.backup = file.string();
        report.remarks("backup: " + file.string());
    }
    session.command("BEGIN; SET LOCAL lock_timeout = " + quote_literal(options.run.limits.lock_timeout));
    lock.hold();
    drop_objects(session, objects);
    if (ledger.exists()) forget(ledger, applied);
    session.command("COMMIT");
    report.remarks("dropped " + counted(objects.size(), "object"));
    if (options.only_drop) return exit_done;
    GuardedEngine engine(session, ledger, lock, *source.set, source.manifest, options.run.guard(), report);
    engine.check_start();
    ledger.create();
    apply_all(engine, *source.set, report, outcome);
    report.finish(source.identity.name, outcome.versions.size(), source.set->migrations.size());
    return exit_done;
}

}  // namespace

void add_fresh_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("fresh", "drop all that the set has made, with its data, and apply it anew");
    auto options = std::make_shared<FreshArguments>();
    add_run_options(command, options->run);
    add_backup_options(command, options->backup);
    command.text("--confirm", options->confirm, "WORDS", "\"DELETE ALL DATA\", in place of typing it");
    command.flag("--only-drop", options->only_drop, "do not apply it anew");
    command.on_run([options, load = add_source(command)] {
        const Source source = load();
        RunOutcome outcome{"fresh", source.identity.name, "", {}, ""};
        return run_with_hooks(options->run, outcome, [&] { return fresh(source, *options, outcome); });
    });
}

}  // namespace migration
