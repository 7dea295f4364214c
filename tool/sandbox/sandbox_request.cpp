#include "sandbox/sandbox_request.hpp"

#include <nlohmann/json.hpp>

namespace migration {
namespace {

using nlohmann::ordered_json;

constexpr std::pair<Provider, std::string_view> providers[] = {{Provider::local, "local"},
                                                               {Provider::docker, "docker"},
                                                               {Provider::podman, "podman"},
                                                               {Provider::external, "external"}};

}  // namespace

std::string_view provider_name(Provider provider) {
    for (const auto& [known, name] : providers)
        if (known == provider) return name;
    return "";
}

std::optional<Provider> provider_named(std::string_view name) {
    for (const auto& [known, text] : providers)
        if (text == name) return known;
    return std::nullopt;
}

std::string request_to_line(const SandboxRequest& request) {
    const ordered_json object{{"provider", provider_name(request.provider)},
                              {"postgres_bin", request.postgres_bin},
                              {"version", request.version},
                              {"image", request.image},
                              {"connection", request.connection},
                              {"major", request.major.value_or(0)},
                              {"set", request.set},
                              {"project", request.project},
                              {"start_limit", request.start_limit}};
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

SandboxRequest request_from_line(const std::string& line) {
    const auto object = ordered_json::parse(line);
    SandboxRequest request;
    request.provider = provider_named(object.at("provider").get<std::string>()).value();
    request.postgres_bin = object.at("postgres_bin");
    request.version = object.at("version");
    request.image = object.at("image");
    request.connection = object.at("connection").get<ConnectionParameters>();
    if (const int major = object.at("major"); major > 0) request.major = major;
    request.set = object.at("set");
    request.project = object.at("project");
    request.start_limit = object.at("start_limit");
    return request;
}

std::string answer_to_line(const SandboxAnswer& answer) {
    const ordered_json object{{"connection", answer.connection},
                              {"version", answer.version},
                              {"place", answer.place},
                              {"connect_command", answer.connect_command},
                              {"database_prefix", answer.database_prefix}};
    return object.dump();
}

std::string failure_to_line(const Error& error) {
    const ordered_json object{
        {"failure", error.what()}, {"hint", error.hint()}, {"kind", error.kind()}};
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

SandboxAnswer answer_from_line(const std::string& line) {
    const auto object = ordered_json::parse(line);
    if (object.contains("failure"))
        throw Error(object.at("kind").get<ErrorKind>(), object.at("failure"), object.at("hint"));
    return {object.at("connection").get<ConnectionParameters>(), object.at("version"),
            object.at("place"), object.at("connect_command"), object.at("database_prefix")};
}

}  // namespace migration
