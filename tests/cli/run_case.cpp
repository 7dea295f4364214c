// Runs golden tests of the command line: run_case --tool PROGRAM --data FOLDER [--update] CASE…
// Exit codes: 0 all as expected, 1 something differs, 2 wrong usage, 77 no server where one is
// needed (unless CI or MIGRATIONS_REQUIRE_SERVER is set).

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "process/program.hpp"
#include "report/terminal.hpp"
#include "steps.hpp"

namespace {

using namespace migration;
using namespace migration::golden;
namespace fs = std::filesystem;

struct Arguments {
    fs::path tool;
    fs::path data;
    bool update = false;
    bool inside = false;  // the sandbox that the case asks for is there
    std::vector<fs::path> cases;
};

Arguments read_arguments(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word(argv[i]);
        if (word == "--update")
            arguments.update = true;
        else if (word == "--inside")
            arguments.inside = true;
        else if (word == "--tool" && i + 1 < argc)
            arguments.tool = fs::absolute(argv[++i]);
        else if (word == "--data" && i + 1 < argc)
            arguments.data = fs::absolute(argv[++i]);
        else
            arguments.cases.push_back(fs::absolute(word));
    }
    if (arguments.tool.empty() || arguments.data.empty() || arguments.cases.empty())
        throw Error(ErrorKind::usage, "expected --tool PROGRAM --data FOLDER [--update] CASE…");
    return arguments;
}

// The commands must find our tool, and no server but the sandbox's.
void set_environment(const Arguments& arguments) {
    std::vector<std::string> unwanted{"DATABASE_URL", "NO_COLOR"};
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view name =
            std::string_view(*entry).substr(0, std::string_view(*entry).find('='));
        if (name.starts_with("PG")) unwanted.emplace_back(name);
    }
    if (!arguments.inside)
        for (const auto& name : unwanted) ::unsetenv(name.c_str());
    const char* path = std::getenv("PATH");
    ::setenv("PATH",
             (arguments.tool.parent_path().string() + ":" + (path == nullptr ? "" : path)).c_str(),
             1);
    ::setenv("LC_ALL", "C.UTF-8", 1);
    ::setenv("TZ", "UTC", 1);
    ::setenv("PSQLRC", "/dev/null", 1);
}

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

bool lacks_server(const std::string& errors) {
    return errors.starts_with("no server programs (initdb, postgres)") && !is_set("CI") &&
           !is_set("MIGRATIONS_REQUIRE_SERVER");
}

int skip(const fs::path& path) {
    print("skipped: no PostgreSQL server programs on this machine: \"" + path.filename().string() +
          "\"\n");
    return Error(ErrorKind::skipped, "").exit_code();
}

// The same case once more, as the command of a sandbox.
int run_in_sandbox(const Arguments& arguments, const fs::path& path) {
    ProgramCall call;
    call.program = arguments.tool;
    call.arguments = {"sandbox", "run",          "--",     own_program(), "--inside",
                      "--tool",  arguments.tool, "--data", arguments.data};
    if (arguments.update) call.arguments.emplace_back("--update");
    call.arguments.push_back(path);
    const ProgramResult result = run_program(call);
    if (result.exit_code != 0 && lacks_server(result.errors)) return skip(path);
    print(result.output);
    std::fputs(result.errors.c_str(), stderr);
    return result.exit_code;
}

int run_here(const Arguments& arguments, const fs::path& path, CaseFile file) {
    const TemporaryDirectory work("migration-case-");
    lay_out(file, arguments.data, work.path());
    fs::current_path(work.path());
    std::string wrong;
    for (auto& step : file.steps) {
        Step found = run_step(step, work.path());
        if (file.server && lacks_server(found.errors)) return skip(path);
        wrong += differences(path.string(), step, found);
        step = std::move(found);
    }
    fs::current_path("/");
    if (arguments.update) write_file(path, render_case(file));
    if (wrong.empty()) return exit_done;
    print((arguments.update ? "updated\n" : "") + wrong);
    return arguments.update ? exit_done : 1;
}

int run_case(const Arguments& arguments, const fs::path& path) {
    CaseFile file = parse_case(read_file(path), path.string());
    if (file.sandbox && !arguments.inside) return run_in_sandbox(arguments, path);
    return run_here(arguments, path, std::move(file));
}

}  // namespace

int main(int argc, char** argv) {
    try {
        catch_interrupts();
        const Arguments arguments = read_arguments(argc, argv);
        set_environment(arguments);
        int worst = exit_done;
        for (const auto& path : arguments.cases) worst = std::max(worst, run_case(arguments, path));
        return worst;
    } catch (const Error& error) {
        print_error(error);
        return error.exit_code();
    }
}
