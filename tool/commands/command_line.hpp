#pragma once

// How the two programs put their commands together. A command adds its options to a CLI11 subcommand and says
// what to run; main runs the one that was chosen.

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <optional>
#include <string>

#include "manifest/manifest.hpp"
#include "set/migration.hpp"

namespace migration {

// The migrations that a command works on, and their proof where there is one.
struct Source {
    MigrationSet set;
    std::optional<Manifest> manifest;
};

class CommandLine {
public:
    // Adds what a command needs to name its migrations (nothing, in a packaged runner), and gives back how to
    // get them once the options are parsed.
    using AddSource = std::function<std::function<Source()>(CLI::App&)>;

    CommandLine(const std::string& program, const std::string& description);

    // A subcommand; `run` gives the exit code.
    CLI::App& add(const std::string& name, const std::string& description);
    void on_run(CLI::App& command, std::function<int()> run);

    // Parses, runs, catches: the program's exit code.
    int main(int argc, char** argv);

    CLI::App& app() { return app_; }

private:
    int run(int argc, char** argv);

    CLI::App app_;
    std::function<int()> chosen_;
};

// The exit codes as text for --help.
std::string exit_code_help();

}  // namespace migration
