#include "postgres/connection_settings.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>

#include "base/environment.hpp"
#include "base/error.hpp"
#include "base/redact.hpp"
#include "base/text.hpp"

namespace migration {
namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

}  // namespace

ConnectionSettings::ConnectionSettings(const std::string& text) {
    char* failure = nullptr;
    const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(text.c_str(), &failure));
    if (!options) {
        const std::string reason = failure == nullptr ? "out of memory" : redact(trim(failure));
        PQfreemem(failure);
        // libpq quotes the piece it could not read: that may be half of a password.
        const bool quotes = reason.find('"') != std::string::npos;
        throw Error(
            ErrorKind::usage,
            "cannot read the database URL: " + (quotes ? reason.substr(0, reason.find('"')) + "…" : reason),
            "expected postgresql://user@host:5432/database or key=value pairs; escape special characters "
            "as %40 in a URL");
    }
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) parameters_.emplace_back(option->keyword, option->val);
}

ConnectionSettings ConnectionSettings::with(const std::string& key, const std::string& value) const {
    ConnectionSettings changed(*this);
    std::erase_if(changed.parameters_, [&](const auto& parameter) { return parameter.first == key; });
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
    for (const auto* option = known.get(); option != nullptr && option->keyword != nullptr; ++option)
        if (const auto value = parameter(option->keyword); value && option->envvar != nullptr)
            variables.emplace_back(option->envvar, *value);
    return variables;
}

std::string ConnectionSettings::shown() const {
    const auto or_environment = [&](const char* key, const char* variable, const char* fallback) {
        auto value = parameter(key).value_or(migration::environment(variable));
        return value.empty() ? std::string(fallback) : value;
    };
    return or_environment("host", "PGHOST", "local socket") + ":" + or_environment("port", "PGPORT", "5432") +
           "/" + or_environment("dbname", "PGDATABASE", "");
}

ConnectionSettings connection_settings(const std::string& option) {
    return ConnectionSettings(option.empty() ? environment("DATABASE_URL") : option);
}

}  // namespace migration
