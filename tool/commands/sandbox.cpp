#include "commands/sandbox_commands.hpp"
#include "commands/tool_commands.hpp"

namespace migration {

void add_sandbox_command(CommandLine& line) {
    Command command = line.add("sandbox", "use, list and remove disposable servers");
    add_sandbox_run(command);
    add_sandbox_list(command);
    add_sandbox_sweep(command);
}

}  // namespace migration
