#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/ledger.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

std::string to_json(const LogRow& row) {
    return json_line(nlohmann::ordered_json{{"version", row.version},
                                            {"slug", row.slug},
                                            {"action", row.action},
                                            {"outcome", row.outcome},
                                            {"error", row.error},
                                            {"logged_at", row.logged_at},
                                            {"logged_by", row.logged_by},
                                            {"client", row.client},
                                            {"runner", row.runner},
                                            {"reason", row.reason},
                                            {"milliseconds", row.execution_time_ms},
                                            {"tool_version", row.tool_version}});
}

std::string to_text(const LogRow& row) {
    std::string text =
        fmt::format("{}  {:<6} {:<4} {}  by {} from {} ({}), {} ms, tool {}\n", row.logged_at,
                    row.outcome, row.action, migration_name(row.version, row.slug), row.logged_by,
                    row.client, row.runner, row.execution_time_ms, row.tool_version);
    if (!row.reason.empty()) text += "    reason: " + one_line(row.reason, 300) + "\n";
    if (!row.error.empty()) text += "    " + one_line(row.error, 300) + "\n";
    return text;
}

int history(const Source& source, const DatabaseOptions& options) {
    Session session = options.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    for (const auto& row : ledger.history()) print(options.json ? to_json(row) : to_text(row));
    return exit_done;
}

}  // namespace

void add_history_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("history", "show the audit table: every change of the ledger, every failed try");
    auto options = std::make_shared<DatabaseOptions>();
    add_database_options(command, *options);
    command.on_run([options, load = add_source(command)] { return history(load(), *options); });
}

}  // namespace migration
