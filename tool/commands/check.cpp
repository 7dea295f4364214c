#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "commands/build_files.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "report/terminal.hpp"

namespace migration {

void add_check_command(CommandLine& line) {
    Command command =
        line.add("check", "look for mistakes in the files of a set, without a server");
    auto arguments = std::make_shared<SetArguments>();
    auto files = std::make_shared<BuildFiles>();
    add_set_options(command, *arguments, DirectoryOption::positional);
    add_build_options(command, *files);
    command.on_run([arguments, files] {
        const ReadSet read = read_sound_set(*arguments, Syntax::ours);
        for (const auto& note : read.problems) print_problem(note);
        print(fmt::format("{}: {}, layout {}: no problems\n", read.set.name,
                          counted(read.set.migrations.size(), "migration"), read.set.layout));
        files->write(read);
        return exit_done;
    });
}

}  // namespace migration
