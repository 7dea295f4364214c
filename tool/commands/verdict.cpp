#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/tool_version.hpp"
#include "commands/tool_commands.hpp"
#include "commands/validation.hpp"
#include "report/terminal.hpp"
#include "report/verdict_text.hpp"
#include "validate/verdict_json.hpp"

namespace migration {
namespace {

struct VerdictArguments {
    ValidationArguments validation;
    std::string migration;
    bool chain = false;
    int on = 0;  // major version; 0 is all
};

bool covers(const Verdicts& verdicts, const ServerWish& wish) {
    std::vector<UsedServer> servers;
    for (const auto& run : verdicts.runs) servers.push_back({run.provider, run.image, run.major()});
    return satisfy(servers, wish);
}

// The verdicts of exactly the files on disk: those of an earlier run, or of a run now. Several of
// us at once make one run.
Verdicts fresh_verdicts(const ValidationArguments& arguments, const ReadSet& read) {
    const auto& file = arguments.results;
    const FileLock lock(file + ".lock");
    if (is_of_this_program(file)) {
        try {
            auto verdicts = verdicts_from_text(read_file(file), file);
            if (verdicts.digest == read.set.digest() && verdicts.tool == tool_version() &&
                covers(verdicts, arguments.server.wish))
                return verdicts;
        } catch (const Error&) {
            // Not ours to read: it is written anew.
        }
    }
    auto verdicts = run_validation(arguments, read, true).verdicts;
    write_file(file, verdicts_to_text(verdicts));
    return verdicts;
}

bool show_chain(const Verdicts& verdicts, const std::string& directory) {
    bool passed = true;
    for (const auto& run : verdicts.runs) {
        print(fmt::format("PostgreSQL {}\n{}", run.server, chain_text(run, directory)));
        passed = passed && run.chain == Result::passed && run.straight != Result::failed;
    }
    return passed;
}

bool show_migration(const Verdicts& verdicts, const std::string& version,
                    const std::string& directory, Detail detail) {
    bool passed = true;
    for (const auto& run : verdicts.runs) {
        const auto found = std::find_if(
            run.migrations.begin(), run.migrations.end(),
            [&](const auto& verdict) { return same_version(verdict.version, version); });
        if (found == run.migrations.end())
            throw Error(ErrorKind::usage,
                        "no such version in set \"" + verdicts.set + "\": \"" + version + "\"");
        print(
            fmt::format("PostgreSQL {}\n{}", run.server, verdict_text(*found, directory, detail)));
        if (detail == Detail::what_counts) print(notes_text(*found));
        passed = passed && found->passed();
    }
    return passed;
}

int verdict(const VerdictArguments& options) {
    const ReadSet read = read_set_to_validate(options.validation.set);
    Verdicts verdicts = fresh_verdicts(options.validation, read);
    if (options.on > 0) {
        std::erase_if(verdicts.runs, [&](const auto& run) { return run.major() != options.on; });
        if (verdicts.runs.empty())
            throw Error(ErrorKind::usage,
                        fmt::format("not validated on PostgreSQL {}", options.on));
    }
    const bool passed = options.chain
                            ? show_chain(verdicts, read.set.directory)
                            : show_migration(verdicts, options.migration, read.set.directory,
                                             options.validation.detail());
    return passed ? exit_done : 1;
}

}  // namespace

void add_verdict_command(CommandLine& line) {
    Command command =
        line.add("verdict", "show the verdict on one migration, and validate first if needed");
    auto options = std::make_shared<VerdictArguments>();
    add_validation_options(command, options->validation);
    command.text("--migration", options->migration, "VERSION", "the version of the migration");
    command.flag("--chain", options->chain,
                 "show the verdict on the runs of the whole set: chain and straight");
    command.exclude("--chain", "--migration");
    command.number("--on", options->on, 14, 99, "N",
                   "only for this major version of PostgreSQL (default: each one)");
    command.on_run([options] {
        if (!options->chain && options->migration.empty())
            throw Error(ErrorKind::usage, "expected --migration or --chain");
        if (options->validation.results.empty())
            throw Error(ErrorKind::usage, "expected --results FILE");
        return verdict(*options);
    });
}

}  // namespace migration
