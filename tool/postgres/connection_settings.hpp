#pragma once

// Where a database is: a URL or `key=value` string as libpq reads it, or nothing for libpq's own
// environment, service and password files.

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migration {

// Keywords and values as libpq names them.
using ConnectionParameters = std::vector<std::pair<std::string, std::string>>;

class ConnectionSettings {
public:
    // An empty text leaves everything to libpq. Throws Error (usage) for text that libpq cannot
    // read; the message never holds a password. From then on redact() hides the passwords in the
    // text.
    explicit ConnectionSettings(const std::string& text = "");

    // Replaces or adds a parameter, as `dbname`.
    ConnectionSettings with(const std::string& key, const std::string& value) const;
    ConnectionSettings with(const ConnectionParameters& parameters) const;

    // All set parameters; the password among them.
    const ConnectionParameters& parameters() const { return parameters_; }
    std::optional<std::string> parameter(const std::string& key) const;

    // The parameters as libpq's environment variables, for PostgreSQL's programs: other users could
    // read a password in the arguments. Parameters without a variable are left out.
    ConnectionParameters environment() const;

    // "host/database" for messages, without any secret.
    std::string shown() const;

private:
    ConnectionParameters parameters_;
};

// From the option, else from DATABASE_URL, else from libpq's variables and files.
ConnectionSettings connection_settings(const std::string& option);

}  // namespace migration
