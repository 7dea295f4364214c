// The packaged program of a set: the commands on what it carries. The data comes from a source file
// that `migration-tool embed` writes.

#include <filesystem>

#include "commands/runner_commands.hpp"
#include "manifest/bundle.hpp"

extern "C" {
extern const char migration_bundle_begin[];
extern const char migration_bundle_end[];
}

namespace {

migration::Source embedded_source() {
    const auto size = static_cast<std::size_t>(migration_bundle_end - migration_bundle_begin);
    migration::Bundle bundle = migration::bundle_from_text({migration_bundle_begin, size}, true);
    return {std::move(bundle.identity), std::move(bundle.set), std::move(bundle.manifest)};
}

}  // namespace

int main(int argc, char** argv) {
    using namespace migration;
    const std::string program = std::filesystem::path(argv[0]).filename().string();
    CommandLine line(
        program,
        "Applies the migrations inside this program to a PostgreSQL database, and undoes them.\n"
        "The migrations were validated on disposable servers before the program was linked.");
    add_runner_commands(line, [](Command&) { return embedded_source; });
    return line.main(argc, argv);
}
