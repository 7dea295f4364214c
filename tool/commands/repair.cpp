#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apply/ledger_rows.hpp"
#include "apply/preflight.hpp"
#include "base/text.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "ledger/set_lock.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct RepairArguments {
    DatabaseOptions database;
    std::string version;
    std::string reason;
};

LogRow log_of(const Migration& migration, const std::string& reason) {
    LogRow log = log_row(ledger_row(migration, ""), "repair");
    log.reason = reason;
    return log;
}

std::string shown(const LedgerRow& row, const Migration& migration, bool json) {
    if (json)
        return json_line(nlohmann::ordered_json{{"event", "repaired"},
                                                {"version", row.version},
                                                {"slug", row.slug},
                                                {"before", row.checksum},
                                                {"after", migration.up.checksum}});
    return fmt::format("  {}: checksum {}… is {}… now\n", migration_name(row.version, row.slug),
                       row.checksum.substr(0, 12), migration.up.checksum.substr(0, 12));
}

int repair(const Source& source, const RepairArguments& options) {
    if (trim(options.reason).empty())
        throw Error(ErrorKind::usage, "expected a reason but found only blanks in --reason",
                    "say why the change is right; the audit table keeps the text");
    Session session = options.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    SetLock lock(session, ledger, options.database.lock_wait());
    session.command("BEGIN");
    lock.hold();
    std::string said;
    std::size_t repaired = 0;
    bool found = options.version.empty();
    for (const auto& row : ledger.applied()) {
        const Migration* migration = source.set->find(row.version);
        if (!options.version.empty() && !same_version(row.version, options.version)) continue;
        found = true;
        if (migration == nullptr || row.incomplete || migration->up.checksum == row.checksum)
            continue;
        RunListener nobody;
        if (repaired == 0)
            face(obstacles_to_ledger(session, source.identity.ledger), false, nobody);
        ledger.repair(log_of(*migration, options.reason));
        said += shown(row, *migration, options.database.json);
        ++repaired;
    }
    session.command("COMMIT");
    print(said);
    if (!found)
        throw Error(ErrorKind::usage, "version is not applied: \"" + options.version + "\"",
                    "'status' lists the applied versions");
    if (options.database.json)
        print(json_line(nlohmann::ordered_json{{"event", "finished"},
                                               {"action", "repair"},
                                               {"set", source.identity.name},
                                               {"repaired", repaired}}));
    else
        print(repaired == 0 ? fmt::format("{}: nothing to repair\n", source.identity.name)
                            : fmt::format("{}: {} accepted\n", source.identity.name,
                                          counted(repaired, "checksum")));
    return exit_done;
}

}  // namespace

void add_repair_command(CommandLine& line, const AddSource& add_source) {
    Command command =
        line.add("repair", "accept scripts that were changed after they were applied");
    auto options = std::make_shared<RepairArguments>();
    add_database_options(command, options->database);
    add_lock_option(command, options->database);
    command.text("--only", options->version, "VERSION",
                 "accept this migration only (default: each changed script)");
    command.required_text("--reason", options->reason, "TEXT",
                          "why the change is right; the audit table keeps the text");
    command.on_run([options, load = add_source(command)] { return repair(load(), *options); });
}

}  // namespace migration
