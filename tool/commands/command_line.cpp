#include "commands/command_line.hpp"

#include <fmt/format.h>

#include "apply/engine.hpp"
#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/redact.hpp"
#include "report/terminal.hpp"

namespace migration {

std::string exit_code_help() {
    std::string text = "Exit codes:\n";
    for (const auto& code : exit_codes()) text += fmt::format("  {:<4} {}\n", code.code, code.meaning);
    return text;
}

CommandLine::CommandLine(const std::string& program, const std::string& description) : app_(description, program) {
    app_.set_version_flag("--version", program + " " + tool_version(), "show the version and exit");
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "show the help of every command and exit");
    app_.footer("\n" + exit_code_help() +
                "\nThe database is named by --database-url, else by DATABASE_URL, else by libpq's own environment,\n"
                "service and password files.");
}

CLI::App& CommandLine::add(const std::string& name, const std::string& description) {
    auto& command = *app_.add_subcommand(name, description);
    command.get_formatter()->column_width(34);
    return command;
}

void CommandLine::on_run(CLI::App& command, std::function<int()> run) {
    command.callback([this, run = std::move(run)] { chosen_ = run; });
}

int CommandLine::run(int argc, char** argv) {
    try {
        app_.parse(argc, argv);
    } catch (const CLI::Success& request) {
        return app_.exit(request);  // --help and --version
    } catch (const CLI::ParseError& error) {
        const auto used = app_.get_subcommands();
        const std::string which = used.empty() ? app_.get_name() : app_.get_name() + " " + used.front()->get_name();
        throw Error(ErrorKind::usage, redact(error.what()), "'" + which + " --help' shows what there is");
    }
    for (int i = 1; i < argc; ++i) redact_argument(argv[i]);
    return chosen_();
}

int CommandLine::main(int argc, char** argv) {
    try {
        catch_interrupts();
        return run(argc, argv);
    } catch (const Error& error) {
        print_error(error);
        return error.exit_code();
    } catch (const std::exception& error) {
        print_error(Error(ErrorKind::failed, std::string("internal error: ") + error.what(),
                          "this is a defect of the tool; please report it with the command that you ran"));
        return 1;
    }
}

}  // namespace migration
