#include <fmt/format.h>

#include <memory>

#include "base/error.hpp"
#include "commands/tool_commands.hpp"
#include "process/program.hpp"
#include "sandbox/local_cluster.hpp"

namespace migration {
namespace {

struct Options {
    std::string postgres_bin;
    int postgres_version = 0;
    std::vector<std::string> command;
};

// The command gets the server through DATABASE_URL and libpq's variables, and its exit code becomes ours.
int sandbox_run(const Options& options) {
    SandboxOptions sandbox{options.postgres_bin, std::nullopt};
    if (options.postgres_version > 0) sandbox.major = options.postgres_version;
    const LocalCluster cluster(sandbox);
    const auto program = options.command.front().find('/') == std::string::npos ? find_program(options.command.front())
                                                                                : options.command.front();
    if (!program) throw Error(ErrorKind::usage, "no such program: \"" + options.command.front() + "\"");
    ProgramCall call;
    call.program = *program;
    call.arguments.assign(options.command.begin() + 1, options.command.end());
    call.capture = false;
    call.environment = {
        {"DATABASE_URL", "host=" + cluster.directory() + " port=5432 user=postgres dbname=postgres"},
        {"PGHOST", cluster.directory()},
        {"PGPORT", "5432"},
        {"PGUSER", "postgres"},
        {"PGDATABASE", "postgres"}};
    return run_program(call).exit_code;
}

}  // namespace

void add_sandbox_command(CommandLine& line) {
    auto& sandbox = line.add("sandbox", "disposable servers");
    sandbox.require_subcommand(1);
    auto& command = *sandbox.add_subcommand("run", "run a command with a disposable server of its own");
    auto options = std::make_shared<Options>();
    command.add_option("--postgres-bin", options->postgres_bin, "folder of initdb and postgres (found)")
        ->type_name("DIRECTORY");
    command.add_option("--postgres-version", options->postgres_version, "major version")
        ->type_name("N")
        ->check(CLI::Range(14, 99));
    command.add_option("command", options->command, "the command and its arguments, after --")
        ->type_name("COMMAND…")
        ->required();
    command.positionals_at_end();
    line.on_run(command, [options] { return sandbox_run(*options); });
}

}  // namespace migration
