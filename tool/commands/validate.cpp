#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "base/tool_version.hpp"
#include "commands/build_files.hpp"
#include "commands/tool_commands.hpp"
#include "commands/validation.hpp"
#include "report/terminal.hpp"
#include "validate/ratchet.hpp"
#include "validate/verdict_json.hpp"

namespace migration {
namespace {

struct ValidateArguments {
    ValidationArguments validation;
    BuildFiles files;
    std::string manifest;
    bool write_baseline = false;
};

bool covers(const Manifest& manifest, const ServerWish& wish) {
    std::vector<UsedServer> servers;
    for (const auto& server : manifest.servers)
        servers.push_back({server.provider, server.image, server.major});
    return satisfy(servers, wish);
}

// True when the stamp and the manifest of an earlier run prove exactly this set. Ninja cannot
// follow files with quotes or semicolons in their names and asks each time: then the answer must be
// cheap.
bool is_proven(const ValidateArguments& options, const ReadSet& read) {
    if (options.files.stamp.empty() || options.manifest.empty() || !is_sound(read.problems))
        return false;
    if (!std::filesystem::exists(options.files.stamp) || !is_of_this_program(options.manifest))
        return false;
    try {
        const Manifest manifest = manifest_from_text(read_file(options.manifest), options.manifest);
        return manifest.tool == tool_version() && manifest.digest == read.set.digest() &&
               covers(manifest, options.validation.server.wish);
    } catch (const Error&) {
        return false;
    }
}

int write_baseline(const Verdicts& verdicts, const KnownFindings& known) {
    const auto failing = failing_findings(verdicts);
    write_file(known.file, known_findings_text(failing));
    print(fmt::format("{} written to {}\n", counted(failing.size(), "known finding"),
                      known.file.string()));
    return exit_done;
}

void write_manifest(const ValidateArguments& options, const Validation& validation) {
    if (options.manifest.empty()) return;
    if (!is_up(validation.verdicts))
        throw Error(ErrorKind::failed, "no manifest, because an up script is known to fail",
                    "mend the up scripts that --verbose shows; a set that cannot be applied has no "
                    "runner");
    write_file(options.manifest, manifest_to_text(validation.manifest));
}

int validate(const ValidateArguments& options) {
    const ReadSet read = read_set_to_validate(options.validation.set);
    const auto& results = options.validation.results;
    std::optional<FileLock> lock;
    if (!results.empty()) lock.emplace(results + ".lock");
    if (!options.write_baseline && is_proven(options, read)) {
        options.files.renew(read);
        print(fmt::format("{}: unchanged since it was validated\n", read.set.name));
        return exit_done;
    }
    const Validation validation = run_validation(options.validation, read, false);
    if (!results.empty()) write_file(results, verdicts_to_text(validation.verdicts));
    if (options.write_baseline) return write_baseline(validation.verdicts, read.known);
    if (!validation.verdicts.passed())
        throw Error(ErrorKind::failed, fmt::format("set \"{}\" is not valid", read.set.name),
                    results.empty() ? "" : "the verdicts are in " + results);
    write_manifest(options, validation);
    options.files.write(read);
    return exit_done;
}

}  // namespace

void add_validate_command(CommandLine& line) {
    Command command = line.add("validate", "test each up and down script on disposable servers");
    auto options = std::make_shared<ValidateArguments>();
    add_validation_options(command, options->validation);
    add_build_options(command, options->files);
    command.text("--manifest", options->manifest, "FILE",
                 "write the manifest, the proof of validation, if the set is valid");
    command.flag("--write-baseline", options->write_baseline,
                 "write what fails now into the file of known findings, and succeed;\n"
                 "later runs fail only because of other findings");
    command.on_run([options] { return validate(*options); });
}

}  // namespace migration
