#include "sandbox/lease_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json_text.hpp"
#include "sandbox/container_engine.hpp"
#include "sandbox/external_databases.hpp"

namespace migration {

using nlohmann::ordered_json;

namespace {

constexpr std::size_t token_digits = 12;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

// For people, who may have a terminal.
std::string shown(std::string text) {
    std::replace_if(text.begin(), text.end(), is_control, '?');
    return text;
}

bool is_token(const std::string& text) {
    return text.size() == token_digits &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_fit_for(Provider provider, const std::string& name) {
    const auto variables = ContainerEngine::choosing_names();
    switch (provider) {
        case Provider::local:
            return false;
        case Provider::external:
            return is_address_keyword(name);
        default:
            return std::find(variables.begin(), variables.end(), name) != variables.end();
    }
}

bool is_fit(const Lease& lease) {
    const auto has_control = [](const std::string& text) {
        return std::ranges::any_of(text, is_control);
    };
    for (const auto* text : {&lease.place, &lease.connect_command, &lease.set, &lease.project,
                             &lease.started, &lease.pid_namespace})
        if (has_control(*text)) return false;
    for (const auto& [name, value] : lease.where)
        if (!is_fit_for(lease.provider, name) || has_control(value)) return false;
    return is_token(lease.token) && lease.helper > 1;
}

}  // namespace

std::string lease_to_text(const Lease& lease) {
    const ordered_json object{{"provider", provider_name(lease.provider)},
                              {"token", lease.token},
                              {"place", shown(lease.place)},
                              {"connect_command", shown(lease.connect_command)},
                              {"set", shown(lease.set)},
                              {"project", shown(lease.project)},
                              {"started", lease.started},
                              {"helper", lease.helper},
                              {"pid_namespace", lease.pid_namespace},
                              {"ready", lease.ready},
                              {"kept", lease.kept},
                              {"where", lease.where}};
    return object.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::optional<Lease> lease_from_text(const std::string& text) {
    try {
        const auto object = parse_json<ordered_json>(text);
        const auto provider = provider_named(object.at("provider").get<std::string>());
        if (!provider) return std::nullopt;
        Lease lease;
        lease.provider = *provider;
        lease.token = object.at("token");
        lease.place = object.at("place");
        lease.connect_command = object.at("connect_command");
        lease.set = object.at("set");
        lease.project = object.at("project");
        lease.started = object.at("started");
        lease.helper = object.at("helper");
        lease.pid_namespace = object.at("pid_namespace");
        lease.ready = object.at("ready");
        lease.kept = object.at("kept");
        lease.where = object.at("where").get<ConnectionParameters>();
        return is_fit(lease) ? std::optional(lease) : std::nullopt;
    } catch (const ordered_json::exception&) {
        return std::nullopt;
    }
}

}  // namespace migration
