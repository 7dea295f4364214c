#include <fmt/format.h>

#include "apply/plan.hpp"
#include "base/interrupt.hpp"
#include "commands/database_options.hpp"
#include "commands/runner_commands.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;

struct WaitArguments {
    DatabaseOptions database;
    int timeout_seconds = 60;
    bool current = false;
    bool accept_newer = false;
};

// Nothing when what was asked for holds, else why not yet.
std::optional<Error> not_yet(const Source& source, const WaitArguments& options,
                             Clock::duration left) {
    try {
        Session session =
            options.database.connect_within(std::chrono::ceil<std::chrono::seconds>(left));
        if (!options.current) return std::nullopt;
        Ledger ledger(session, source.identity.ledger, source.identity.name);
        if (ledger.has_exactly(source.identity)) return std::nullopt;
        UpOptions plan;
        plan.accept_newer = options.accept_newer;
        plan.allow_out_of_order = true;  // pending is pending
        const auto steps = plan_up(*source.set, ledger.applied(), plan);
        if (steps.empty()) return std::nullopt;
        return Error(ErrorKind::unreachable,
                     fmt::format("set \"{}\" is not current: {} pending", source.identity.name,
                                 steps.size()),
                     "run 'up'");
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unreachable) throw;
        return error;
    }
}

int wait(const Source& source, const WaitArguments& options) {
    const auto deadline = Clock::now() + std::chrono::seconds(options.timeout_seconds);
    while (const auto reason = not_yet(source, options, deadline - Clock::now())) {
        if (Clock::now() >= deadline) throw *reason;
        pause_unless_interrupted(std::chrono::milliseconds(200));
    }
    return exit_done;
}

}  // namespace

void add_wait_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("wait", "wait until the server accepts connections");
    auto options = std::make_shared<WaitArguments>();
    add_database_options(command, options->database);
    command.number("--timeout", options->timeout_seconds, 0, 86400, "SECONDS",
                   "how many seconds to wait (default: 60); then exit with code 5");
    command.flag("--current", options->current, "wait also until no migration is pending");
    command.flag("--accept-newer", options->accept_newer,
                 "with --current: accept applied migrations that are newer than\n"
                 "all of this set");
    command.on_run([options, load = add_source(command)] { return wait(load(), *options); });
}

}  // namespace migration
