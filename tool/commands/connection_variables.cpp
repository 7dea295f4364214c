#include "commands/connection_variables.hpp"

#include <fmt/format.h>

#include <cctype>

#include "sandbox/engine_address.hpp"

namespace migration {
namespace {

// Parameters and their variables (PostgreSQL's documentation, "Environment Variables" of libpq).
constexpr std::pair<const char*, const char*> variables[] = {
    {"host", "PGHOST"},
    {"hostaddr", "PGHOSTADDR"},
    {"port", "PGPORT"},
    {"dbname", "PGDATABASE"},
    {"user", "PGUSER"},
    {"password", "PGPASSWORD"},
    {"passfile", "PGPASSFILE"},
    {"service", "PGSERVICE"},
    {"options", "PGOPTIONS"},
    {"sslmode", "PGSSLMODE"},
    {"sslcert", "PGSSLCERT"},
    {"sslkey", "PGSSLKEY"},
    {"sslrootcert", "PGSSLROOTCERT"},
    {"channel_binding", "PGCHANNELBINDING"},
    {"gssencmode", "PGGSSENCMODE"},
    {"target_session_attrs", "PGTARGETSESSIONATTRS"}};

std::string percent_encoded(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~')
            encoded += c;
        else
            encoded += fmt::format("%{:02X}", byte);
    }
    return encoded;
}

std::string value_of(const ConnectionSettings& settings, const char* key) {
    return settings.parameter(key).value_or("");
}

}  // namespace

std::string connection_url(const ConnectionSettings& settings) {
    const std::string host = value_of(settings, "host"), password = value_of(settings, "password");
    const bool is_socket = host.starts_with('/');
    std::string url = "postgresql://" + percent_encoded(value_of(settings, "user"));
    if (!password.empty()) url += ":" + percent_encoded(password);
    url += "@";
    if (!is_socket) url += in_brackets(host) + ":" + value_of(settings, "port");
    url += "/" + percent_encoded(value_of(settings, "dbname"));
    if (is_socket) url += "?host=" + percent_encoded(host) + "&port=" + value_of(settings, "port");
    const std::string mode = value_of(settings, "sslmode");
    if (!mode.empty() && !is_socket) url += "?sslmode=" + mode;
    return url;
}

std::vector<std::pair<std::string, std::string>> connection_variables(
    const ConnectionSettings& settings) {
    std::vector<std::pair<std::string, std::string>> list{
        {"DATABASE_URL", connection_url(settings)}};
    for (const auto& [key, variable] : variables)
        if (const auto value = value_of(settings, key); !value.empty())
            list.emplace_back(variable, value);
    return list;
}

std::vector<std::string> misleading_variables() {
    std::vector<std::string> names;
    for (const auto& [key, variable] : variables) names.emplace_back(variable);
    return names;
}

}  // namespace migration
