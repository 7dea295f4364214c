#include "commands/database_options.hpp"

namespace migration {

Session DatabaseOptions::connect() const {
    return Session(connection_settings(url));
}

void add_database_options(CLI::App& command, DatabaseOptions& options) {
    command.add_option("--database-url", options.url, "postgresql://… or key=value pairs")->type_name("URL");
    command.add_flag("--json", options.json, "print JSON, one object a line");
}

void add_lock_option(CLI::App& command, DatabaseOptions& options) {
    command.add_option("--lock-wait", options.lock_wait_seconds, "how long to wait for another runner")
        ->type_name("SECONDS")
        ->check(CLI::Range(0, 86400))
        ->capture_default_str();
}

}  // namespace migration
