#include <fmt/format.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "commands/build_files.hpp"
#include "commands/set_options.hpp"
#include "commands/since.hpp"
#include "commands/tool_commands.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct CheckArguments {
    SetArguments set;
    BuildFiles files;
    std::string since;
    bool no_gaps = false;
};

ReadSet read_and_compare(const CheckArguments& arguments) {
    SetOptions options = arguments.set.options();
    options.immutable_since = arguments.since;
    if (arguments.no_gaps) options.gaps = Gaps::error;
    ReadSet read = read_directory(options);
    if (read.options.immutable_since.empty()) return read;
    for (auto& problem : problems_since(read, read.options.immutable_since))
        read.problems.push_back(std::move(problem));
    // Git's history changes without the files: the build asks again each time.
    if (!arguments.files.stamp.empty()) read.inputs.emplace_back(arguments.files.stamp + ".always");
    return read;
}

int check(const CheckArguments& arguments) {
    const ReadSet read = read_and_compare(arguments);
    require_sound(read.problems, "set \"" + read.set.name + "\"");
    for (const auto& note : read.problems) print_problem(note);
    print(fmt::format("{}: {}, layout {}: no problems\n", read.set.name,
                      counted(read.set.migrations.size(), "migration"), read.set.layout));
    arguments.files.write(read);
    return exit_done;
}

}  // namespace

void add_check_command(CommandLine& line) {
    Command command =
        line.add("check", "look for mistakes in the files of a set, without a server");
    auto arguments = std::make_shared<CheckArguments>();
    add_set_options(command, arguments->set, DirectoryOption::positional);
    command.text("--since", arguments->since, "REVISION",
                 "fail if a script has changed since the working tree left this Git\n"
                 "revision, such as origin/main, or if a new version is not the last\n"
                 "(default: immutable_since of migrations.toml)");
    command.flag("--no-gaps", arguments->no_gaps,
                 "fail if a number is missing between two versions\n"
                 "(default: a note, or gaps of migrations.toml)");
    add_build_options(command, arguments->files);
    command.on_run([arguments] { return check(*arguments); });
}

}  // namespace migration
