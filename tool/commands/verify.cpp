#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "apply/plan.hpp"
#include "apply/proof.hpp"
#include "apply/schema_guard.hpp"
#include "base/text.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "manifest/drift.hpp"
#include "manifest/drift_rules.hpp"
#include "report/json_line.hpp"
#include "report/step_report.hpp"
#include "report/terminal.hpp"
#include "snapshot/level.hpp"
#include "snapshot/snapshot_reader.hpp"

namespace migration {
namespace {

std::string drift_line(const Change& change, bool json) {
    if (json) return drift_event(change);
    return "the live schema is not what validation saw: " + drift_text(change);
}

// An object that others have added, which stops no run.
std::string addition_line(const Change& change, bool json) {
    if (json)
        return json_line(nlohmann::ordered_json{{"event", "addition"},
                                                {"object", change.key.text()},
                                                {"live", change.after.value_or("")}});
    return fmt::format("note: somebody has added \"{}\" to a table of the set\n",
                       change.key.text());
}

std::string_view not_compared(const Source& source) {
    return source.manifest ? "; drift is off, schema not compared"
                           : "; no manifest, schema not compared";
}

// One of several; the error that ends the command follows.
void print_mismatch(const Error& mismatch, bool json) {
    if (json)
        print(json_line(nlohmann::ordered_json{
            {"event", "mismatch"}, {"message", mismatch.what()}, {"hint", mismatch.hint()}}));
    else
        print_error(mismatch);
}

std::vector<std::string> level_names() {
    std::vector<std::string> names(all_levels.size());
    std::transform(all_levels.begin(), all_levels.end(), names.begin(), level_name);
    return names;
}

struct VerifyArguments : DatabaseOptions {
    std::string level = std::string(level_name(Level::structure));
    std::vector<std::string> allowed_drift;
};

DriftRules rules_of(const Source& source, const VerifyArguments& options) {
    DriftRules rules = source.set->drift;
    for (const auto& object : options.allowed_drift)
        rules.accepted.push_back({object, "--allow-drift"});
    return rules;
}

// Nobody waits for ever for somebody's lock.
Snapshot read_live(Session& session, const LedgerName& ledger, Level level) {
    session.command("SET lock_timeout = '10s'");
    try {
        return SnapshotReader(session, ledger).take(scope_of(level));
    } catch (const SqlError& error) {
        throw unreadable_schema(error);
    }
}

// Exit code: 0 when everything matches, 4 otherwise.
int verify(const Source& source, const VerifyArguments& options) {
    Session session = options.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto applied = ledger.applied();
    auto mismatches = history_mismatches(*source.set, applied);
    for (const auto& row : applied)
        if (row.incomplete)
            mismatches.emplace_back(
                ErrorKind::mismatch,
                fmt::format("migration \"{}\" is incomplete: it was interrupted after statement {}",
                            migration_name(row.version, row.slug), row.statements_done),
                "run 'up' to finish it");
    for (const auto& mismatch : mismatches) print_mismatch(mismatch, options.json);
    Changes drift;
    const bool compared = source.manifest && source.set->drift.grade != DriftGrade::off;
    if (compared) {
        require_validated_server(source, session, false);
        const Level level = level_named(to_lower(options.level)).value_or(Level::structure);
        const ManifestServer& validated = *source.manifest->server(session.server_major());
        const LiveNames names = read_live_names(session, validated);
        const Snapshot live = read_live(session, source.identity.ledger, level);
        const GradedDrift graded = grade_drift(
            rules_of(source, options),
            find_drift(validated, comparable_rows(*source.set, applied), {live, names}, level));
        drift = graded.stops;
        for (const auto& change : graded.warned) print(addition_line(change, options.json));
    }
    for (const auto& change : drift) print(drift_line(change, options.json));
    if (!mismatches.empty() || !drift.empty())
        throw Error(ErrorKind::mismatch,
                    fmt::format("set \"{}\" does not match: {}, {}", source.identity.name,
                                counted(mismatches.size(), "history mismatch"),
                                counted(drift.size(), "object") + " drifted"));
    if (options.json)
        print(json_line(nlohmann::ordered_json{{"event", "verified"},
                                               {"set", source.identity.name},
                                               {"applied", applied.size()},
                                               {"schema_compared", compared}}));
    else
        print(fmt::format("{}: {} applied, history matches{}\n", source.identity.name,
                          counted(applied.size(), "migration"),
                          compared ? ", schema matches the manifest" : not_compared(source)));
    return exit_done;
}

}  // namespace

void add_verify_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("verify",
                               "compare the ledger with the scripts, and the live schema with\n"
                               "what validation saw");
    auto options = std::make_shared<VerifyArguments>();
    add_database_options(command, *options);
    command.texts("--allow-drift", options->allowed_drift, "OBJECT",
                  "accept that this object differs from what validation saw, as the\n"
                  "message names it, with * for anything; may be repeated");
    command.choice("--level", options->level, level_names(),
                   "how much to compare; each level adds to the one before it:\n"
                   "structure, privileges, owners, rows");
    command.on_run([options, load = add_source(command)] { return verify(load(), *options); });
}

}  // namespace migration
