#include "apply/plan.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct PlanArguments {
    DatabaseOptions database;
    std::string to;
    UpOptions plan;
};

// As validation saw them.
std::vector<TableLock> locks_of(const Source& source, const Session& session, const UpStep& step) {
    const auto* validated =
        source.manifest ? source.manifest->server(session.server_major()) : nullptr;
    const auto* state = validated == nullptr ? nullptr : validated->state(step.migration->version);
    return state == nullptr ? std::vector<TableLock>() : state->locks;
}

std::string step_text(const UpStep& step, const std::vector<TableLock>& locks) {
    const auto& migration = *step.migration;
    std::size_t statements = 0;
    for (const auto& statement : migration.up.statements) statements += statement.left_out ? 0 : 1;
    std::string text =
        fmt::format("  up {}: {}, {}", migration.name(), counted(statements, "statement"),
                    migration.up.transactional ? "one transaction" : "no transaction");
    if (step.started) text += fmt::format(", resumed after statement {}", step.statements_done());
    if (migration.verify) text += ", verified";
    if (!migration.down) text += ", irreversible";
    for (const auto& lock : locks)
        text += fmt::format("\n      locks {} ({})", lock.table, lock.mode);
    return text + "\n";
}

std::string step_json(const UpStep& step, const std::vector<TableLock>& locks) {
    nlohmann::ordered_json taken = nlohmann::ordered_json::array();
    for (const auto& lock : locks) taken.push_back({{"table", lock.table}, {"mode", lock.mode}});
    const auto& migration = *step.migration;
    return json_line(nlohmann::ordered_json{{"action", "up"},
                                            {"version", migration.version},
                                            {"slug", migration.slug},
                                            {"transactional", migration.up.transactional},
                                            {"reversible", migration.down.has_value()},
                                            {"statements_done", step.statements_done()},
                                            {"locks", taken}});
}

int plan(const Source& source, const PlanArguments& options) {
    Session session = options.database.connect();
    Ledger ledger(session, source.identity.ledger, source.identity.name);
    const auto steps = plan_up(*source.set, ledger.applied(), options.plan);
    if (!options.database.json)
        print(fmt::format("{} on database \"{}\": {} to apply\n", source.identity.name,
                          session.database(), counted(steps.size(), "migration")));
    for (const auto& step : steps) {
        const auto locks = locks_of(source, session, step);
        print(options.database.json ? step_json(step, locks) : step_text(step, locks));
    }
    return exit_done;
}

}  // namespace

void add_plan_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("plan", "show what 'up' would do, and change nothing");
    auto options = std::make_shared<PlanArguments>();
    add_database_options(command, options->database);
    command.text("--to", options->to, "VERSION", "plan only the migrations up to VERSION");
    command.flag("--allow-out-of-order", options->plan.allow_out_of_order,
                 "accept pending migrations that are older than an applied one");
    command.flag("--accept-newer", options->plan.accept_newer,
                 "accept applied migrations that are newer than all of this set,\n"
                 "and leave them as they are");
    command.on_run([options, load = add_source(command)] {
        if (!options->to.empty()) options->plan.to = options->to;
        return plan(load(), *options);
    });
}

}  // namespace migration
