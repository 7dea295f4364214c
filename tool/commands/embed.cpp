#include <filesystem>
#include <memory>

#include "base/error.hpp"
#include "base/file.hpp"
#include "commands/set_options.hpp"
#include "commands/tool_commands.hpp"
#include "embed/write_source.hpp"
#include "manifest/bundle.hpp"

namespace migration {
namespace {

struct EmbedArguments {
    SetArguments set;
    std::string manifest;
    std::string output;
};

int embed(const EmbedArguments& options) {
    const ReadSet read = read_sound_set(options.set);
    const Manifest manifest = manifest_from_text(read_file(options.manifest), options.manifest);
    write_runner_source(bundle_to_text(read.set, manifest), options.output);
    // Build systems compare times: what was made must be newer than what it was made from.
    std::filesystem::last_write_time(options.output, std::filesystem::file_time_type::clock::now());
    return exit_done;
}

}  // namespace

void add_embed_command(CommandLine& line) {
    Command command = line.add("embed", "write the C++ source file that a runner is linked from");
    auto options = std::make_shared<EmbedArguments>();
    add_set_options(command, options->set, DirectoryOption::positional);
    command.required_text("--manifest", options->manifest, "FILE",
                          "the manifest that 'validate --manifest' wrote for these migrations");
    command.required_text("--output", options->output, "FILE", "the C++ source file to write");
    command.on_run([options] { return embed(*options); });
}

}  // namespace migration
