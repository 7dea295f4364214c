// The developers' and CI's program.

#include "commands/runner_commands.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "sandbox/sandbox_host.hpp"

int main(int argc, char** argv) {
    using namespace migration;
    become_sandbox_host_if_asked(argc, argv);
    CommandLine line(
        "migration-tool",
        "Tests a folder of PostgreSQL migrations on disposable servers, makes a runner of it,\n"
        "or applies it to a database.");
    add_check_command(line);
    add_validate_command(line);
    add_verdict_command(line);
    add_list_command(line);
    add_new_command(line);
    add_rename_command(line);
    add_renumber_command(line);
    add_convert_command(line);
    add_embed_command(line);
    add_sandbox_command(line);
    add_runner_commands(line, directory_source());
    return line.main(argc, argv);
}
