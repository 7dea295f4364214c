#pragma once

// How the two programs define their commands: a command adds its options and a function to run;
// main runs the function of the chosen command. This header hides CLI11, which takes seconds to
// compile wherever it is included.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apply/source.hpp"
#include "base/error.hpp"
#include "base/lazy.hpp"
#include "ledger/ledger.hpp"
#include "manifest/manifest.hpp"
#include "set/migration.hpp"

namespace CLI {
class App;
}

namespace migration {

// One command's options. Values are written when the command line is parsed; they must live until
// then. `name` is "--to", or "directory" for a positional argument. `type` stands for the value in
// the help.
class Command {
public:
    Command(CLI::App& app, std::function<int()>& chosen) : app_(&app), chosen_(&chosen) {}

    Command& text(const std::string& name, std::string& value, const std::string& type,
                  const std::string& help);
    Command& required_text(const std::string& name, std::string& value, const std::string& type,
                           const std::string& help);
    Command& texts(const std::string& name, std::vector<std::string>& values,
                   const std::string& type, const std::string& help);
    // Not in the help: for the project's own scripts.
    Command& hidden_texts(const std::string& name, std::vector<std::string>& values);
    Command& hidden_flag(const std::string& name, bool& value);
    // Compared without case.
    Command& choice(const std::string& name, std::string& value,
                    const std::vector<std::string>& allowed, const std::string& help);
    Command& number(const std::string& name, int& value, int least, int most,
                    const std::string& type, const std::string& help);
    Command& numbers(const std::string& name, std::vector<int>& values, int least, int most,
                     const std::string& type, const std::string& help);
    Command& flag(const std::string& name, bool& value, const std::string& help);
    // --name alone gives `implied`, --name=OTHER gives `other`.
    Command& flag_or_choice(const std::string& name, std::string& value, const std::string& implied,
                            const std::string& other, const std::string& help);
    // --name alone gives `implied`, --name VALUE gives VALUE.
    Command& optional_text(const std::string& name, std::string& value, const std::string& implied,
                           const std::string& type, const std::string& help);
    // The two options cannot be given together.
    Command& exclude(const std::string& one, const std::string& other);
    // A command below this one.
    Command subcommand(const std::string& name, const std::string& help);
    // Everything after the options, or after --, belongs to `values`.
    Command& rest(std::vector<std::string>& values, const std::string& type,
                  const std::string& help);

    // The function of the command; it returns the exit code.
    void on_run(std::function<int()> run);

private:
    CLI::App* app_;
    std::function<int()>* chosen_;
};

class CommandLine {
public:
    CommandLine(const std::string& program, const std::string& description);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    Command add(const std::string& name, const std::string& help);

    // Parses, runs, catches: the program's exit code.
    int main(int argc, char** argv);

private:
    int run(int argc, char** argv);

    std::unique_ptr<CLI::App> app_;
    std::function<int()> chosen_;
};

// Any failure as the Error that users see.
Error error_of(const std::exception& failure);

// Adds the options that name the migrations (none in a packaged runner). Returns a function that
// loads the migrations once the options are parsed.
using AddSource = std::function<std::function<Source()>(Command&)>;

}  // namespace migration
