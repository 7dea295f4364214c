#include "commands/server_options.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "base/redact.hpp"

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

}  // namespace

void add_server_options(Command& command, ServerArguments& arguments, bool several) {
    command.text("--server", arguments.wish.server, "SERVER",
                 "where the server comes from: auto, local, docker, podman, or the\n"
                 "URL of a server where the tool may create databases\n"
                 "(default: MIGRATIONS_SERVER, else auto)");
    command.text("--image", arguments.wish.image, "IMAGE",
                 "container image; {version} stands for the major version\n"
                 "(default: MIGRATIONS_IMAGE, else postgres:{version})");
    command.text("--postgres-bin", arguments.wish.postgres_bin, "DIRECTORY",
                 "folder of the programs initdb and postgres\n"
                 "(default: MIGRATIONS_POSTGRES_BIN, else a search)");
    command.numbers("--postgres-version", arguments.wish.versions, 14, 99, "N",
                    several ? "major version of PostgreSQL to validate on; may be repeated\n"
                              "(default: MIGRATIONS_POSTGRES_VERSIONS, else the newest)"
                            : "major version of PostgreSQL\n"
                              "(default: MIGRATIONS_POSTGRES_VERSIONS, else the newest)");
    command.number("--start-timeout", arguments.wish.start_limit, 1, 86400, "SECONDS",
                   "how many seconds to wait until the server accepts connections");
    command.flag("--keep", arguments.keep,
                 "if the command fails, keep the server and print how to connect");
    command.flag("--skip-without-server", arguments.skip_without_server,
                 "exit with code 77 if the tool finds no server,\n"
                 "unless CI or MIGRATIONS_REQUIRE_SERVER is set");
}

std::vector<ChosenServer> servers_or_skip(const ServerArguments& arguments,
                                          const ServerWish& wish) {
    ServerChoice choice = choose_servers(wish);
    if (choice.none && arguments.skip_without_server && !server_required())
        throw Error(ErrorKind::skipped, "skipped: " + std::string(choice.none->what()));
    if (choice.none) throw Error(*choice.none);
    return std::move(choice.servers);
}

std::string server_text(const StartedServer& server) {
    return fmt::format("PostgreSQL {} ({}: {})", server.sandbox->version(), server.chosen.name,
                       server.chosen.reason);
}

void keep_sandbox(Sandbox& sandbox, const std::string& databases) {
    sandbox.keep();
    const std::string text = fmt::format(
        "the server was kept: {}\n  connect with: {}\n{}  remove it with: migration-tool sandbox "
        "sweep\n",
        sandbox.place(), sandbox.connect_command(), databases);
    std::fputs(redact(text).c_str(), stderr);
}

}  // namespace migration
