#include "manifest/manifest.hpp"

#include "base/error.hpp"
#include "commands/runner_commands.hpp"
#include "report/terminal.hpp"

namespace migration {

void add_manifest_command(CommandLine& line, const AddSource& add_source) {
    Command command = line.add("manifest", "print the manifest, the proof of validation, as JSON");
    auto json = std::make_shared<bool>();
    command.flag("--json", *json, "print an error as a JSON object, too");
    command.on_run([json, load = add_source(command)] {
        const Source source = load();
        if (!source.manifest)
            throw Error(ErrorKind::usage, "there is no manifest", "name one with --manifest FILE");
        print(manifest_to_text(*source.manifest));
        return exit_done;
    });
}

}  // namespace migration
