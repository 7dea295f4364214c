#include "postgres/connect.hpp"

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/process_name.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"
#include "postgres/open_connection.hpp"

namespace migration {
namespace {

// libpq takes no such value for the parameter: `invalid sslmode value: "bogus"`.
bool is_wrong_value(const std::string& reason) {
    return reason.starts_with("invalid ") && reason.find(" value") != std::string::npos;
}

// What trying again cannot mend.
bool is_configuration(const std::string& reason) {
    for (const char* text :
         {"does not exist", "authentication failed", "invalid port number", "no password supplied",
          "no pg_hba.conf entry", "definition of service", "permission denied for database",
          "not permitted to log in"})
        if (reason.find(text) != std::string::npos) return true;
    return is_wrong_value(reason);
}

// Somebody who has said nothing does not wait for ever for a server that takes the connection and
// is silent.
bool has_time_limit(const ConnectionSettings& settings) {
    return settings.parameter("connect_timeout") || settings.parameter("service") ||
           !environment("PGCONNECT_TIMEOUT").empty() || !environment("PGSERVICE").empty();
}

}  // namespace

PGconn* connect(const ConnectionSettings& settings) {
    ConnectionParameters parameters = settings.parameters();
    parameters.emplace_back("client_encoding", "UTF8");
    parameters.emplace_back("fallback_application_name", "migration " + process_name());
    if (!has_time_limit(settings)) parameters.emplace_back("connect_timeout", "30");
    PGconn* connection = open_connection(parameters);
    if (PQstatus(connection) != CONNECTION_OK) {
        const std::string reason = redact(first_line(PQerrorMessage(connection)));
        PQfinish(connection);
        throw Error(
            is_configuration(reason) ? ErrorKind::usage : ErrorKind::unreachable,
            "cannot connect to \"" + settings.shown() + "\": " + reason,
            is_wrong_value(reason)
                ? "parameters take the values that libpq's documentation lists"
                : "check that the server runs and that --database-url, DATABASE_URL or libpq's PG… "
                  "variables name it");
    }
    return connection;
}

}  // namespace migration
