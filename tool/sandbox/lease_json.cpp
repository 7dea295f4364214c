#include "sandbox/lease_json.hpp"

#include <nlohmann/json.hpp>

namespace migration {

using nlohmann::ordered_json;

std::string lease_to_text(const Lease& lease) {
    const ordered_json object{{"provider", provider_name(lease.provider)},
                              {"token", lease.token},
                              {"place", lease.place},
                              {"connect_command", lease.connect_command},
                              {"set", lease.set},
                              {"project", lease.project},
                              {"started", lease.started},
                              {"helper", lease.helper},
                              {"pid_namespace", lease.pid_namespace},
                              {"ready", lease.ready},
                              {"kept", lease.kept},
                              {"where", lease.where}};
    return object.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::optional<Lease> lease_from_text(const std::string& text) {
    const auto object = ordered_json::parse(text, nullptr, false);
    if (!object.is_object()) return std::nullopt;
    try {
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
        return lease;
    } catch (const ordered_json::exception&) {
        return std::nullopt;
    }
}

}  // namespace migration
