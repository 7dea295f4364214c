#include "manifest/manifest.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"

namespace migration {
namespace {

using nlohmann::json;

constexpr int format = 1;

json optional_to_json(const std::optional<std::string>& text) {
    return text ? json(*text) : json(nullptr);
}

std::optional<std::string> optional_from_json(const json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.get<std::string>());
}

json change_to_json(const Change& change) {
    return {{"object", change.key},
            {"facet", facet_name(change.facet)},
            {"parent", change.parent},
            {"before", optional_to_json(change.before)},
            {"after", optional_to_json(change.after)}};
}

Change change_from_json(const json& object) {
    return {
        object.at("object"), facet_named(object.at("facet").get<std::string>()).value_or(Facet::structure),
        object.at("parent"), optional_from_json(object.at("before")), optional_from_json(object.at("after"))};
}

json server_to_json(const ManifestServer& server) {
    json states = json::array();
    for (const auto& state : server.states) {
        json changes = json::array();
        for (const auto& change : state.changes) changes.push_back(change_to_json(change));
        states.push_back(
            {{"version", state.version}, {"fingerprint", state.fingerprint}, {"changes", changes}});
    }
    json object{{"server", server.version},
                {"major", server.major},
                {"provider", server.provider},
                {"states", states}};
    if (!server.image.empty()) object["image"] = server.image;
    return object;
}

ManifestServer server_from_json(const json& object) {
    ManifestServer server{object.at("server"), object.at("major"), object.at("provider"), {}};
    server.image = object.value("image", "");
    for (const auto& entry : object.at("states")) {
        ManifestState state{entry.at("version"), entry.at("fingerprint"), {}};
        for (const auto& change : entry.at("changes")) state.changes.push_back(change_from_json(change));
        server.states.push_back(std::move(state));
    }
    return server;
}

Manifest from_json(const json& object) {
    Manifest manifest;
    manifest.tool = object.at("tool");
    manifest.set = object.at("set");
    manifest.layout = object.at("layout");
    manifest.digest = object.at("digest");
    for (const auto& entry : object.at("migrations"))
        manifest.migrations.push_back(
            {entry.at("version"), entry.at("slug"), entry.at("digest"), entry.at("waivers")});
    for (const auto& server : object.at("servers")) manifest.servers.push_back(server_from_json(server));
    return manifest;
}

}  // namespace

const ManifestServer* Manifest::server(int major) const {
    const auto found = std::find_if(servers.begin(), servers.end(),
                                    [&](const auto& server) { return server.major == major; });
    return found == servers.end() ? nullptr : &*found;
}

std::string Manifest::fingerprint_after(int major, std::string_view version) const {
    const auto* validated = server(major);
    if (validated == nullptr) return "";
    for (const auto& state : validated->states)
        if (same_version(state.version, version)) return state.fingerprint;
    return "";
}

std::string manifest_to_text(const Manifest& manifest) {
    json migrations = json::array();
    for (const auto& entry : manifest.migrations)
        migrations.push_back({{"version", entry.version},
                              {"slug", entry.slug},
                              {"digest", entry.digest},
                              {"waivers", entry.waivers}});
    json servers = json::array();
    for (const auto& server : manifest.servers) servers.push_back(server_to_json(server));
    const json object{{"format", format},          {"tool", manifest.tool},     {"set", manifest.set},
                      {"layout", manifest.layout}, {"digest", manifest.digest}, {"migrations", migrations},
                      {"servers", servers}};
    return object.dump(1) + "\n";
}

Manifest manifest_from_text(const std::string& text, const std::string& source) {
    try {
        const json object = json::parse(text);
        if (object.at("format") != format)
            throw Error(ErrorKind::usage, source + ": expected a manifest of format " +
                                              std::to_string(format) + " but found format " +
                                              object.at("format").dump());
        return from_json(object);
    } catch (const json::exception& error) {
        throw Error(ErrorKind::usage, source + ": not a manifest: " + error.what(),
                    "it is written by 'migration-tool validate --manifest FILE'");
    }
}

}  // namespace migration
