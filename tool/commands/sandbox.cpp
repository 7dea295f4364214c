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
    const auto program = options.command.front().find('/') == std::string::npos
                             ? find_program(options.command.front())
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
    Command command = line.add("sandbox", "disposable servers")
                          .subcommand("run", "run a command with a disposable server of its own");
    auto options = std::make_shared<Options>();
    command.text("--postgres-bin", options->postgres_bin, "DIRECTORY",
                 "folder of initdb and postgres (found)");
    command.number("--postgres-version", options->postgres_version, 14, 99, "N",
                   "major version (the newest)");
    command.rest(options->command, "COMMAND…", "the command and its arguments, after --");
    command.on_run([options] { return sandbox_run(*options); });
}

}  // namespace migration
