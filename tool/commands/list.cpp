#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "report/ctest_script.hpp"
#include "report/json_line.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

struct ListArguments {
    SetArguments set;
    bool json = false;
    bool ctest = false;
    CtestOptions tests;
    std::vector<std::string> versions;
};

std::string to_json(const Migration& migration) {
    return json_line(nlohmann::ordered_json{
        {"version", migration.version},
        {"slug", migration.slug},
        {"seed", migration.seed},
        {"up", migration.up.file},
        {"down", migration.down ? nlohmann::ordered_json(migration.down->file)
                                : nlohmann::ordered_json(nullptr)},
        {"verified", migration.verify.has_value()},
        {"digest", migration.digest()}});
}

int list(const ListArguments& options) {
    // Problems are the business of `check`: whatever can be named is listed.
    const ReadSet read = read_directory(options.set.options());
    if (options.ctest) {
        CtestOptions tests = options.tests;
        for (const auto& version : options.versions)
            tests.versions.push_back(std::atoi(version.c_str()));
        print(ctest_script(read.set, tests));
        return exit_done;
    }
    for (const auto& migration : read.set.migrations)
        print(options.json ? to_json(migration) : migration.name() + "\n");
    return exit_done;
}

}  // namespace

void add_list_command(CommandLine& line) {
    Command command =
        line.add("list", "list the migrations of a set in the order in which they are applied");
    auto options = std::make_shared<ListArguments>();
    add_set_options(command, options->set, DirectoryOption::positional);
    command.flag("--json", options->json, "print JSON objects, one per line");
    // For ListCases.cmake: a script that adds a CTest case for each, its properties, its command's
    // arguments.
    command.hidden_flag("--ctest", options->ctest);
    command.hidden_texts("--test-property", options->tests.properties);
    command.hidden_texts("--test-argument", options->tests.arguments);
    command.hidden_texts("--test-version", options->versions);
    command.on_run([options] { return list(*options); });
}

}  // namespace migration
