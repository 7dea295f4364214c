#include "postgres/connection_settings.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/redact.hpp"
#include "base/secret_places.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain =
            std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos;
        result +=
            plain ? std::string(1, c) : std::string{'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return result;
}

// In the places where a connection string shows it.
void remember_password(std::string_view password) {
    remember_secret(":", password, "@");
    for (const char* name : {"password=", "PASSWORD=", "password='", "PASSWORD='"})
        remember_secret(name, password, "");
}

// As it is written in the text, and as libpq reads it, whether or not it can read all of the text.
void remember_passwords(const std::string& text, const PQconninfoOption* options) {
    for (const auto& [begin, end] : connection_secret_places(text))
        remember_password(std::string_view(text).substr(begin, end - begin));
    for (; options != nullptr && options->keyword != nullptr; ++options) {
        // libpq itself says which parameters are passwords.
        if (options->val == nullptr || *options->dispchar != '*') continue;
        remember_password(options->val);
        remember_password(percent_encoded(options->val));
    }
}

std::vector<std::string> known_parameters() {
    std::vector<std::string> names;
    const Options known(PQconndefaults());
    for (const auto* option = known.get(); option != nullptr && option->keyword != nullptr;
         ++option)
        names.emplace_back(option->keyword);
    return names;
}

// The name of a parameter that libpq does not know, or nothing where it may be a piece of a
// password.
std::string unknown_parameter(const std::string& text, const std::string& failure) {
    const auto query = text.find('?');
    const bool ends_in_query =
        query != std::string::npos && text.find('@', query) == std::string::npos;
    const bool has_no_secret =
        connection_secret_places(text).empty() && text.find('@') == std::string::npos;
    for (const auto& [start, is_safe] :
         {std::pair{"invalid URI query parameter: \"", ends_in_query},
          std::pair{"invalid connection option \"", has_no_secret}}) {
        if (!is_safe || !failure.starts_with(start)) continue;
        const std::size_t begin = std::string_view(start).size();
        return failure.substr(begin, failure.rfind('"') - begin);
    }
    return "";
}

// libpq quotes the piece that it could not read: that may be half of a password.
Error parse_error(const std::string& text, const std::string& failure) {
    const std::string start = "cannot read the database URL: ";
    if (const auto name = unknown_parameter(text, failure); !name.empty()) {
        const auto guess = nearest(name, known_parameters());
        return {ErrorKind::usage, start + one_line(failure, 120),
                guess ? "did you mean \"" + *guess + "\"?"
                      : "parameters are those of libpq, such as sslmode or connect_timeout"};
    }
    const auto quote = failure.find('"');
    return {ErrorKind::usage,
            start + (quote == std::string::npos ? failure : failure.substr(0, quote) + "…"),
            "expected postgresql://user@host:5432/database or key=value pairs; escape special "
            "characters "
            "as %40 in a URL"};
}

constexpr const char* escape_hint =
    "escape special characters of a user's name or password: \"/\" is %2F, \"@\" is %40, \":\" is "
    "%3A";

// libpq ends the host at the first "/". Where an unescaped one stands in a password, one half of it
// is the port to libpq and the other the database's name, and both would be shown.
void refuse_split_password(const std::string& text) {
    const auto scheme = text.find("://");
    if (!text.starts_with("postgres") || scheme == std::string::npos) return;
    const auto slash = text.find('/', scheme + 3);
    if (slash == std::string::npos) return;
    const auto at = text.find('@', slash);
    if (at < text.find('?', slash))
        throw Error(ErrorKind::usage,
                    "cannot read the database URL: an \"@\" behind the first \"/\"", escape_hint);
}

// No host has an "@": it is the end of a password that had another one.
void check_host(const std::string& host) {
    if (host.find('@') != std::string::npos)
        throw Error(ErrorKind::usage, "cannot read the database URL: the host has an \"@\"",
                    escape_hint);
}

void check_port(const std::string& port) {
    if (port.find_first_not_of("0123456789,") != std::string::npos)
        throw Error(ErrorKind::usage, "cannot read the database URL: the port is not a number",
                    escape_hint);
}

}  // namespace

ConnectionSettings::ConnectionSettings(const std::string& text) {
    char* failure = nullptr;
    const Options options(PQconninfoParse(text.c_str(), &failure));
    remember_passwords(text, options.get());
    if (!options) {
        const std::string reason = failure == nullptr ? "out of memory" : redact(trim(failure));
        PQfreemem(failure);
        throw parse_error(text, reason);
    }
    refuse_split_password(text);
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) parameters_.emplace_back(option->keyword, option->val);
    check_host(parameter("host").value_or(""));
    check_port(parameter("port").value_or(""));
}

ConnectionSettings ConnectionSettings::with(const std::string& key,
                                            const std::string& value) const {
    ConnectionSettings changed(*this);
    std::erase_if(changed.parameters_,
                  [&](const auto& parameter) { return parameter.first == key; });
    changed.parameters_.emplace_back(key, value);
    return changed;
}

ConnectionSettings ConnectionSettings::with(const ConnectionParameters& parameters) const {
    ConnectionSettings changed(*this);
    for (const auto& [key, value] : parameters) changed = changed.with(key, value);
    return changed;
}

std::optional<std::string> ConnectionSettings::parameter(const std::string& key) const {
    for (const auto& [name, value] : parameters_)
        if (name == key) return value;
    return std::nullopt;
}

ConnectionParameters ConnectionSettings::environment() const {
    ConnectionParameters variables;
    const std::unique_ptr<PQconninfoOption, FreeOptions> known(PQconndefaults());
    for (const auto* option = known.get(); option != nullptr && option->keyword != nullptr;
         ++option)
        if (const auto value = parameter(option->keyword); value && option->envvar != nullptr)
            variables.emplace_back(option->envvar, *value);
    return variables;
}

std::string ConnectionSettings::shown() const {
    const auto or_environment = [&](const char* key, const char* variable, const char* fallback) {
        auto value = parameter(key).value_or(migration::environment(variable));
        return value.empty() ? std::string(fallback) : value;
    };
    return or_environment("host", "PGHOST", "local socket") + ":" +
           or_environment("port", "PGPORT", "5432") + "/" +
           or_environment("dbname", "PGDATABASE", "");
}

ConnectionSettings connection_settings(const std::string& option) {
    return ConnectionSettings(option.empty() ? environment("DATABASE_URL") : option);
}

}  // namespace migration
