#include "commands/command_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "base/tool_version.hpp"
#include "postgres/detached_thread.hpp"
#include "report/terminal.hpp"

namespace migration {
namespace {

std::string footer() {
    std::string text = "\nExit codes:\n";
    for (const auto& code : exit_codes())
        text += fmt::format("  {:<4} {}\n", code.code, code.meaning);
    return text +
           "\nCommands that connect take the database from --database-url, else from DATABASE_URL, "
           "else "
           "from\n"
           "libpq's environment variables (PGHOST, …), service file and password file.";
}

const CLI::App& deepest_used(const CLI::App& app) {
    const auto used = app.get_subcommands();
    return used.empty() ? app : deepest_used(*used.front());
}

// "migration-tool sandbox run"
std::string full_name(const CLI::App& app) {
    return app.get_parent() == nullptr ? app.get_name()
                                       : full_name(*app.get_parent()) + " " + app.get_name();
}

std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* option : app.get_options())
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(command->get_name());
    return names;
}

// Our own words for the mistakes that people make most: a word that is no command or option.
std::string unknown_word(const CLI::App& app, const std::vector<std::string>& words,
                         std::string& hint) {
    const auto commands = command_names(app);
    const auto options = option_names(app);
    for (const auto& word : words) {
        if (word == "--") break;
        const std::string name = word.substr(0, word.find('='));
        const bool is_option = name.starts_with("--");
        const auto& known = is_option ? options : commands;
        if ((!is_option && commands.empty()) ||
            std::find(known.begin(), known.end(), name) != known.end())
            continue;
        if (const auto guess = nearest(name, known)) hint = "did you mean \"" + *guess + "\"?";
        return std::string(is_option ? "unknown option: \"" : "unknown command: \"") +
               redact(name) + "\"";
    }
    return "";
}

[[noreturn]] void fail_usage(const CLI::App& app, const CLI::ParseError& error, int argc,
                             char** argv) {
    const auto& used = deepest_used(app);
    std::string hint = "'" + full_name(used) + " --help' lists the commands and options";
    std::vector<std::string> words(argv + 1, argv + argc);
    for (const CLI::App* command = &used; command->get_parent() != nullptr;
         command = command->get_parent())
        words.erase(std::find(words.begin(), words.end(), command->get_name()));
    std::string message = unknown_word(used, words, hint);
    if (message.empty()) message = redact(error.what());
    throw Error(ErrorKind::usage, message, hint);
}

// An empty value is one that somebody forgot, as in --to "$VERSION": it is not the same as no
// option.
const CLI::Validator is_given(
    [](const std::string& value) {
        return value.empty() ? std::string("expected a value but found \"\"") : "";
    },
    "");

}  // namespace

namespace {

// Looked for before the options are read: a mistake in them is an event, too.
bool wants_events(int argc, char** argv) {
    for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
        const std::string_view word(argv[i]);
        if (word == "--json") return true;
        if (word.starts_with("--json="))
            return word != "--json=false" && word != "--json=0" && word != "--json=off";
    }
    return false;
}

}  // namespace

Error error_of(const std::exception& failure) {
    if (const auto* error = dynamic_cast<const Error*>(&failure)) return *error;
    if (const auto* error = dynamic_cast<const std::filesystem::filesystem_error*>(&failure))
        return {ErrorKind::usage, "cannot use \"" + one_line(error->path1().string(), 120) +
                                      "\": " + error->code().message()};
    return {ErrorKind::failed, std::string("internal error: ") + failure.what(),
            "this is a defect of the tool; please report it with the command that you ran"};
}

Command& Command::text(const std::string& name, std::string& value, const std::string& type,
                       const std::string& help) {
    app_->add_option(name, value, help)->type_name(type)->check(is_given);
    return *this;
}

Command& Command::required_text(const std::string& name, std::string& value,
                                const std::string& type, const std::string& help) {
    app_->add_option(name, value, help)->type_name(type)->required()->check(is_given);
    return *this;
}

Command& Command::texts(const std::string& name, std::vector<std::string>& values,
                        const std::string& type, const std::string& help) {
    app_->add_option(name, values, help)->type_name(type)->allow_extra_args(false)->check(is_given);
    return *this;
}

Command& Command::hidden_texts(const std::string& name, std::vector<std::string>& values) {
    app_->add_option(name, values)->allow_extra_args(false)->group("");
    return *this;
}

Command& Command::hidden_flag(const std::string& name, bool& value) {
    app_->add_flag(name, value)->group("");
    return *this;
}

Command& Command::choice(const std::string& name, std::string& value,
                         const std::vector<std::string>& allowed, const std::string& help) {
    app_->add_option(name, value, help)
        ->check(CLI::IsMember(allowed, CLI::ignore_case))
        ->capture_default_str();
    return *this;
}

Command& Command::number(const std::string& name, int& value, int least, int most,
                         const std::string& type, const std::string& help) {
    app_->add_option(name, value, help)
        ->type_name(type)
        ->check(CLI::Range(least, most))
        ->capture_default_str();
    return *this;
}

Command& Command::numbers(const std::string& name, std::vector<int>& values, int least, int most,
                          const std::string& type, const std::string& help) {
    app_->add_option(name, values, help)
        ->type_name(type)
        ->check(CLI::Range(least, most))
        ->delimiter(',')
        ->allow_extra_args(false);
    return *this;
}

Command& Command::flag(const std::string& name, bool& value, const std::string& help) {
    app_->add_flag(name, value, help);
    return *this;
}

// As a flag, so that a word behind it is not taken for its value.
Command& Command::flag_or_choice(const std::string& name, std::string& value,
                                 const std::string& implied, const std::string& other,
                                 const std::string& help) {
    const auto take = [&value, implied, other](const std::vector<std::string>& given) {
        value = given.back() == "true" ? implied : given.back();
        return value == implied || value == other;
    };
    app_->add_option(name, take, help)
        ->expected(0)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("[=" + other + "]");
    return *this;
}

Command& Command::optional_text(const std::string& name, std::string& value,
                                const std::string& implied, const std::string& type,
                                const std::string& help) {
    const auto take = [&value, implied](const std::vector<std::string>& given) {
        value = given.empty() || given.back().empty() ? implied : given.back();
        return true;
    };
    app_->add_option(name, take, help)
        ->expected(0, 1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
        ->type_name("[" + type + "]");
    return *this;
}

Command& Command::exclude(const std::string& one, const std::string& other) {
    app_->get_option(one)->excludes(app_->get_option(other));
    return *this;
}

Command Command::subcommand(const std::string& name, const std::string& help) {
    app_->require_subcommand(1);
    return {*app_->add_subcommand(name, help), *chosen_};
}

Command& Command::rest(std::vector<std::string>& values, const std::string& type,
                       const std::string& help) {
    app_->add_option("command", values, help)->type_name(type)->required();
    app_->positionals_at_end();
    return *this;
}

void Command::on_run(std::function<int()> run) {
    app_->callback([chosen = chosen_, run = std::move(run)] { *chosen = run; });
}

CommandLine::CommandLine(const std::string& program, const std::string& description)
    : app_(std::make_unique<CLI::App>(description, program)) {
    app_->set_version_flag("--version", program + " " + tool_version(),
                           "show the version and exit");
    app_->require_subcommand(1);
    app_->set_help_all_flag("--help-all", "show the help of each command below this one and exit");
    app_->get_formatter()->column_width(34);
    app_->footer(footer());
}

CommandLine::~CommandLine() = default;

Command CommandLine::add(const std::string& name, const std::string& help) {
    return {*app_->add_subcommand(name, help), chosen_};
}

int CommandLine::run(int argc, char** argv) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::Success& request) {
        return app_->exit(request);  // --help and --version
    } catch (const CLI::ParseError& error) {
        fail_usage(*app_, error, argc, argv);
    }
    for (int i = 1; i < argc; ++i) redact_argument(argv[i]);
    return chosen_();
}

int CommandLine::main(int argc, char** argv) {
    int code = exit_done;
    try {
        if (wants_events(argc, argv)) print_as_events();
        keep_standard_streams();
        catch_interrupts();
        code = run(argc, argv);
    } catch (const std::exception& failure) {
        const Error error = error_of(failure);
        print_error(error);
        code = error.exit_code();
    }
    if (has_detached_threads()) {
        std::fflush(nullptr);
        ::_exit(code);
    }
    return code;
}

}  // namespace migration
