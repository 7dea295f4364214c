#include <memory>

#include "apply/engine.hpp"
#include "apply/plan.hpp"
#include "base/error.hpp"
#include "commands/connection_variables.hpp"
#include "commands/sandbox_commands.hpp"
#include "commands/server_options.hpp"
#include "commands/set_options.hpp"
#include "process/program.hpp"
#include "report/terminal.hpp"
#include "validate/bring_up.hpp"

namespace migration {
namespace {

struct SandboxRunArguments {
    ServerArguments server;
    SetArguments set;
    std::string to;
    std::vector<std::string> command;
};

void migrate(const ConnectionSettings& settings, const MigrationSet& set, const std::string& to) {
    Session session(settings);
    prepare_database(session, set);
    Ledger ledger(session, set.ledger, set.name);
    Engine engine(session, ledger, set.directory);
    UpOptions options;
    if (!to.empty()) options.to = to;
    for (const auto& step : plan_up(set, ledger.applied(), options)) engine.up(*step.migration);
}

ProgramCall command_call(const std::vector<std::string>& command,
                         const ConnectionSettings& settings) {
    const auto program = command.front().find('/') == std::string::npos
                             ? find_program(command.front())
                             : command.front();
    if (!program) throw Error(ErrorKind::usage, "no such program: \"" + command.front() + "\"");
    ProgramCall call;
    call.program = *program;
    call.arguments.assign(command.begin() + 1, command.end());
    call.capture = false;
    call.without = misleading_variables();
    call.environment = connection_variables(settings);
    return call;
}

// The command's exit code becomes ours.
int run(const SandboxRunArguments& options) {
    std::optional<ReadSet> read;
    std::optional<Script> prerequisites;
    if (!options.set.directory.empty())
        read = read_sound_set(options.set);
    else if (!options.set.prerequisites.empty())
        prerequisites = read_sound_prerequisites(options.set);
    ServerArguments server = options.server;
    server.wish.set = read ? read->set.name : "";
    server.wish.project = options.set.directory;
    const StartedServer started =
        start_server(server.wish, servers_or_skip(server, server.wish).front());
    Sandbox& sandbox = *started.sandbox;
    const ConnectionSettings settings = sandbox.settings();
    int code = 1;
    try {
        if (read) migrate(settings, read->set, options.to);
        if (prerequisites) {
            Session session(settings);
            run_prerequisites(session, *prerequisites);
        }
        code = run_program(command_call(options.command, settings)).exit_code;
    } catch (const Error& error) {
        if (server.keep) keep_sandbox(sandbox, "");
        throw;
    }
    if (server.keep && code != 0) keep_sandbox(sandbox, "");
    return code;
}

}  // namespace

void add_sandbox_run(Command& sandbox) {
    Command command =
        sandbox.subcommand("run", "start a disposable server and run a command that uses it");
    auto options = std::make_shared<SandboxRunArguments>();
    add_server_options(command, options->server, false);
    add_set_options(command, options->set, DirectoryOption::optional);
    command.text("--to", options->to, "VERSION",
                 "apply the migrations of --directory up to VERSION (default: all)");
    command.rest(options->command, "COMMAND…",
                 "the command and its arguments, after --; the command finds the\n"
                 "server in DATABASE_URL and in libpq's PG… variables");
    command.on_run([options] {
        if (options->set.directory.empty() && !options->to.empty())
            throw Error(ErrorKind::usage, "--to needs --directory");
        if (options->server.wish.versions.size() > 1)
            throw Error(ErrorKind::usage, "expected one --postgres-version");
        return run(*options);
    });
}

}  // namespace migration
