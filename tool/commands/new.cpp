#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "report/terminal.hpp"
#include "set/make_migration.hpp"
#include "set/read_tree.hpp"

namespace migration {
namespace {

struct NewArguments {
    SetArguments set;
    MigrationRequest request;
    std::string templates;
    std::string store;
};

// Of a tree the folder of one store.
SetOptions options_of(const NewArguments& arguments) {
    SetOptions options = arguments.set.options();
    if (arguments.store.empty()) return options;
    const auto stores = store_names();
    if (std::find(stores.begin(), stores.end(), arguments.store) == stores.end())
        throw Error(ErrorKind::usage, "unknown store: \"" + arguments.store + "\"",
                    "stores are " + join(stores, ", "));
    options.directory /= arguments.store;
    options.stores.clear();
    return options;
}

int make(NewArguments& arguments) {
    arguments.request.templates = arguments.templates;
    for (const auto& file : make_migration(options_of(arguments), arguments.request))
        print(file.string() + "\n");
    return exit_done;
}

}  // namespace

void add_new_command(CommandLine& line) {
    Command command = line.add("new", "make the files of the next migration of a set");
    auto arguments = std::make_shared<NewArguments>();
    add_set_options(command, arguments->set, DirectoryOption::positional);
    command.required_text("name", arguments->request.name, "NAME",
                          "what the migration does, such as create_users");
    command.text("--store", arguments->store, "STORE",
                 "the store of a tree that it is for: postgres, timescaledb");
    command.text("--description", arguments->request.description, "TEXT",
                 "a comment above the scripts");
    command.text("--number", arguments->request.version, "VERSION",
                 "its version (default: the next one, spelt as those before it)");
    command.text("--template", arguments->templates, "DIRECTORY",
                 "a folder with up.sql and down.sql to begin with; {{version}}, {{name}},\n"
                 "{{description}} and {{date}} in them are replaced\n"
                 "(default: templates of migrations.toml, else empty scripts)");
    command.on_run([arguments] { return make(*arguments); });
}

}  // namespace migration
