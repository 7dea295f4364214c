#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "commands/build_files.hpp"
#include "commands/tool_commands.hpp"
#include "commands/validation.hpp"
#include "validate/verdict_json.hpp"

namespace migration {
namespace {

struct Options {
    ValidationArguments validation;
    BuildFiles files;
    std::string manifest;
};

int validate(const Options& options) {
    const ReadSet read = read_sound_set(options.validation.set);
    const auto& results = options.validation.results;
    std::optional<FileLock> lock;
    if (!results.empty()) lock.emplace(results + ".lock");
    const Validation validation = run_validation(options.validation, read, false);
    if (!results.empty()) write_file(results, verdicts_to_text(validation.verdicts));
    if (!validation.verdicts.passed())
        throw Error(ErrorKind::failed, fmt::format("set \"{}\" is not valid", read.set.name),
                    results.empty() ? "" : "the verdicts are in " + results);
    if (!options.manifest.empty()) write_file(options.manifest, manifest_to_text(validation.manifest));
    options.files.write(read);
    return exit_done;
}

}  // namespace

void add_validate_command(CommandLine& line) {
    Command command = line.add("validate", "prove on a disposable server that every up and down is right");
    auto options = std::make_shared<Options>();
    add_validation_options(command, options->validation);
    add_build_options(command, options->files);
    command.text("--manifest", options->manifest, "FILE", "proof to write when the set is valid");
    command.on_run([options] { return validate(*options); });
}

}  // namespace migration
