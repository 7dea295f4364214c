#include "commands/server_options.hpp"

#include <fmt/format.h>

#include "base/redact.hpp"

namespace migration {

void add_server_options(Command& command, ServerArguments& arguments, bool several) {
    command.text("--server", arguments.wish.server, "SERVER",
                 "auto, local, docker, podman or a URL (MIGRATIONS_SERVER, else auto)");
    command.text("--image", arguments.wish.image, "IMAGE",
                 "container image (MIGRATIONS_IMAGE, else postgres:{version})");
    command.text("--postgres-bin", arguments.wish.postgres_bin, "DIRECTORY",
                 "folder of initdb and postgres (found)");
    command.numbers("--postgres-version", arguments.wish.versions, 14, 99, "N",
                    several ? "major version; may be repeated (MIGRATIONS_POSTGRES_VERSIONS, else the newest)"
                            : "major version (MIGRATIONS_POSTGRES_VERSIONS, else the newest)");
    command.number("--start-timeout", arguments.wish.start_limit, 1, 86400, "SECONDS",
                   "how long a server may take to answer");
    command.flag("--keep", arguments.keep, "keep the server when this fails, and say how to connect");
}

std::string server_text(const StartedServer& server) {
    return fmt::format("PostgreSQL {} ({}: {})", server.sandbox->version(), server.chosen.name,
                       server.chosen.reason);
}

void keep_sandbox(Sandbox& sandbox, const std::string& databases) {
    sandbox.keep();
    const std::string text = fmt::format(
        "the server was kept: {}\n  connect with: {}\n{}  remove it with: migration-tool sandbox sweep\n",
        sandbox.place(), sandbox.connect_command(), databases);
    std::fputs(redact(text).c_str(), stderr);
}

}  // namespace migration
