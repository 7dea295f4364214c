#include "commands/validation.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "apply/engine.hpp"
#include "base/text.hpp"
#include "report/terminal.hpp"
#include "report/verdict_text.hpp"
#include "sandbox/local_cluster.hpp"
#include "validate/stairway.hpp"

namespace migration {
namespace {

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

// Where a server is expected, doing without one must not look like success.
bool server_required() {
    return is_set("CI") || is_set("MIGRATIONS_REQUIRE_SERVER");
}

std::vector<SandboxOptions> servers(const ValidationArguments& arguments) {
    if (arguments.postgres_versions.empty()) return {{arguments.postgres_bin, std::nullopt}};
    std::vector<SandboxOptions> list;
    for (const int major : arguments.postgres_versions) list.push_back({arguments.postgres_bin, major});
    return list;
}

RunVerdict validate_on(const SandboxOptions& server, const MigrationSet& set, bool quiet) {
    const LocalCluster cluster(server);
    if (!quiet)
        print(fmt::format("{}: {}, layout {}, PostgreSQL {} (local)\n", set.name,
                          counted(set.migrations.size(), "migration"), set.layout, cluster.version()));
    const auto show = [&](const MigrationVerdict& verdict) {
        if (!quiet) print(verdict_text(verdict, set.directory));
    };
    const auto another = [&] {
        auto started = std::make_shared<const LocalCluster>(server);
        return TrialServer{started->settings(), started};
    };
    RunVerdict run = walk_stairway(set, cluster.settings(), "local", show, another);
    if (!quiet) print(chain_text(run, set.directory) + summary_text(set, run));
    return run;
}

std::vector<std::string> waivers_of(const MigrationVerdict& verdict) {
    std::vector<std::string> waivers;
    for (const auto& finding : verdict.findings)
        if (!finding.waived.empty())
            waivers.push_back(fmt::format("{}: {} {}: {}", check_name(finding.check), finding.kind,
                                          finding.object, finding.waived));
    return waivers;
}

Manifest make_manifest(const MigrationSet& set, const Verdicts& verdicts) {
    Manifest manifest{tool_version(), set.name, set.layout, set.digest(), {}, {}};
    for (std::size_t i = 0; i < set.migrations.size(); ++i) {
        const auto& migration = set.migrations[i];
        auto waivers = waivers_of(verdicts.runs.front().migrations[i]);
        if (migration.up.annotations.irreversible)
            waivers.push_back("irreversible: " + *migration.up.annotations.irreversible);
        manifest.migrations.push_back(
            {migration.version, migration.slug, migration.digest(), std::move(waivers)});
    }
    for (const auto& run : verdicts.runs) {
        ManifestServer server{run.server, std::atoi(run.server.c_str()), run.provider, {}};
        for (const auto& verdict : run.migrations)
            server.states.push_back({verdict.version, verdict.fingerprint, verdict.changes});
        manifest.servers.push_back(std::move(server));
    }
    return manifest;
}

}  // namespace

void add_validation_options(Command& command, ValidationArguments& arguments) {
    add_set_options(command, arguments.set, true);
    command.choice("--server", arguments.server, {"auto", "local"}, "where the disposable server comes from");
    command.text("--postgres-bin", arguments.postgres_bin, "DIRECTORY",
                 "folder of initdb and postgres (found)");
    command.numbers("--postgres-version", arguments.postgres_versions, 14, 99, "N",
                    "major version to validate on; may be repeated");
    command.text("--results", arguments.results, "FILE", "verdict file");
    command.flag("--skip-without-server", arguments.skip_without_server,
                 "exit 77 where no server can be had, unless CI or MIGRATIONS_REQUIRE_SERVER is set");
}

Validation run_validation(const ValidationArguments& arguments, const ReadSet& read, bool quiet) {
    const auto& set = read.set;
    Validation validation;
    validation.verdicts = {tool_version(), set.name, set.layout, set.digest(), {}};
    for (const auto& server : servers(arguments)) {
        if (arguments.skip_without_server && !server_required() && !local_cluster_available(server))
            throw Error(ErrorKind::skipped, "skipped: no PostgreSQL server programs on this machine");
        validation.verdicts.runs.push_back(validate_on(server, set, quiet));
    }
    if (validation.verdicts.passed()) validation.manifest = make_manifest(set, validation.verdicts);
    return validation;
}

}  // namespace migration
