#include "base/error.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "report/terminal.hpp"
#include "set/next_version.hpp"
#include "set/rename_migrations.hpp"

namespace migration {
namespace {

struct RenameArguments {
    SetArguments set;
    std::string migration, name;
};

int rename(const RenameArguments& arguments) {
    const std::string slug = slug_of(arguments.name);
    if (slug.empty())
        throw Error(ErrorKind::usage,
                    "no letters or digits in the name: \"" + arguments.name + "\"",
                    "name what the migration does, as create_users");
    MigrationNames names(read_directory(arguments.set.options()));
    const MigrationFile file = names.find(arguments.migration);
    names.rename({{arguments.migration, number_in(file), slug}});
    print(file.name() + " -> " + number_in(file) + "_" + slug + "\n");
    return exit_done;
}

}  // namespace

void add_rename_command(CommandLine& line) {
    Command command = line.add("rename", "give a migration another name, by renaming its files");
    auto arguments = std::make_shared<RenameArguments>();
    add_set_options(command, arguments->set, DirectoryOption::positional);
    command.required_text("migration", arguments->migration, "MIGRATION",
                          "its name now, such as 005_add_pets");
    command.required_text("name", arguments->name, "NAME", "its new name, such as add_animals");
    command.on_run([arguments] { return rename(*arguments); });
}

}  // namespace migration
