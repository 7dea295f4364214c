#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "apply/plan.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

using nlohmann::ordered_json;

struct StatusArguments {
    DatabaseOptions database;
    bool exit_code = false;
};

struct Status {
    std::string database;
    std::vector<LedgerRow> applied;
    std::vector<const Migration*> pending;
    std::vector<Error> mismatches;
};

Status read_status(const MigrationSet& set, Session& session) {
    Ledger ledger(session, set.ledger, set.name);
    Status status{session.database(), ledger.applied(), {}, {}};
    status.mismatches = history_mismatches(set, status.applied);
    VersionSet applied;
    for (const auto& row : status.applied) {
        const Migration* migration = set.find(row.version);
        if (migration == nullptr || !is_outdated(*migration, row)) applied.insert(row.version);
    }
    for (const auto& migration : set.migrations)
        if (!applied.contains(migration.version)) status.pending.push_back(&migration);
    return status;
}

ordered_json to_json(const MigrationSet& set, const Status& status) {
    ordered_json applied = ordered_json::array(), pending = ordered_json::array(),
                 mismatches = ordered_json::array();
    for (const auto& row : status.applied)
        applied.push_back({{"version", row.version},
                           {"slug", row.slug},
                           {"state", row.incomplete ? "incomplete" : "applied"},
                           {"applied_at", row.applied_at},
                           {"applied_by", row.applied_by},
                           {"milliseconds", row.execution_time_ms}});
    for (const auto* migration : status.pending)
        pending.push_back({{"version", migration->version}, {"slug", migration->slug}});
    for (const auto& mismatch : status.mismatches) mismatches.push_back(mismatch.what());
    return {{"set", set.name},
            {"database", status.database},
            {"applied", applied},
            {"pending", pending},
            {"mismatches", mismatches}};
}

std::string to_text(const MigrationSet& set, const Status& status) {
    const auto incomplete =
        static_cast<std::size_t>(std::count_if(status.applied.begin(), status.applied.end(),
                                               [](const auto& row) { return row.incomplete; }));
    std::string text = fmt::format("{} on database \"{}\": {} applied, {}{} pending\n", set.name,
                                   status.database, status.applied.size() - incomplete,
                                   incomplete > 0 ? fmt::format("{} incomplete, ", incomplete) : "",
                                   status.pending.size());
    for (const auto& row : status.applied)
        text += fmt::format("  {:<10} {}  {}  {} ms\n", row.incomplete ? "incomplete" : "applied",
                            migration_name(row.version, row.slug), row.applied_at,
                            row.execution_time_ms);
    for (const auto* migration : status.pending)
        text += fmt::format("  {:<10} {}\n", "pending", migration->name());
    return text;
}

int status(const Source& source, const StatusArguments& options) {
    Session session = options.database.connect();
    const Status status = read_status(*source.set, session);
    print(options.database.json ? json_line(to_json(*source.set, status))
                                : to_text(*source.set, status));
    if (!options.database.json)
        for (const auto& mismatch : status.mismatches) print_error(mismatch);
    const bool incomplete = std::any_of(status.applied.begin(), status.applied.end(),
                                        [](const auto& row) { return row.incomplete; });
    if (!options.exit_code) return exit_done;
    if (!status.mismatches.empty()) return status.mismatches.front().exit_code();
    return status.pending.empty() && !incomplete ? exit_done : exit_pending;
}

}  // namespace

void add_status_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("status", "show which migrations are applied and which are pending");
    auto options = std::make_shared<StatusArguments>();
    add_database_options(command, options->database);
    command.flag("--exit-code", options->exit_code,
                 "exit with code 3 if migrations are pending or incomplete, and with\n"
                 "code 4 if the history does not match the scripts");
    command.on_run([options, load = add_source(command)] { return status(load(), *options); });
}

}  // namespace migration
