#include "commands/database_options.hpp"

namespace migration {

Session DatabaseOptions::connect() const {
    return Session(connection_settings(url));
}

Session DatabaseOptions::connect_within(std::chrono::seconds limit) const {
    const auto settings = connection_settings(url);
    const auto given = settings.parameter("connect_timeout");
    if (given && std::atoi(given->c_str()) <= limit.count()) return Session(settings);
    return Session(
        settings.with("connect_timeout", std::to_string(std::max<long long>(limit.count(), 1))));
}

void add_database_options(Command& command, DatabaseOptions& options) {
    command.text("--database-url", options.url, "URL",
                 "postgresql://user@host:5432/database, or key=value pairs\n"
                 "(default: DATABASE_URL, else libpq's PG… variables)");
    command.flag("--json", options.json, "print JSON objects, one per line");
}

void add_lock_option(Command& command, DatabaseOptions& options) {
    command.number("--lock-wait", options.lock_wait_seconds, 0, 86400, "SECONDS",
                   "how many seconds to wait for another runner of this set on this\n"
                   "database (default: 60); then exit with code 6");
}

}  // namespace migration
