#include "manifest/manifest.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/json_text.hpp"

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
    return {{"object", change.key.text()},
            {"facet", facet_name(change.facet)},
            {"parent", change.parent.text()},
            {"before", optional_to_json(change.before)},
            {"after", optional_to_json(change.after)}};
}

Change change_from_json(const json& object) {
    return {object.at("object").get<std::string>(),
            facet_named(object.at("facet").get<std::string>()).value_or(Facet::structure),
            object.at("parent").get<std::string>(), optional_from_json(object.at("before")),
            optional_from_json(object.at("after"))};
}

json changes_to_json(const Changes& changes) {
    json array = json::array();
    for (const auto& change : changes) array.push_back(change_to_json(change));
    return array;
}

Changes changes_from_json(const json& array) {
    Changes changes;
    changes.reserve(array.size());
    for (const auto& change : array) changes.push_back(change_from_json(change));
    return changes;
}

// `shown` makes of the entry for a migration what stands for it.
template <typename Shown>
json server_to_json(const ManifestServer& server, const Shown& shown) {
    json states = json::array();
    for (const auto& state : server.states) {
        json entry{{"version", state.version},
                   {"fingerprint", state.fingerprint},
                   {"changes", changes_to_json(state.changes)}};
        for (const auto& lock : state.locks)
            entry["locks"].push_back({{"table", lock.table}, {"mode", lock.mode}});
        if (!state.footprint.empty()) entry["footprint"] = state.footprint;
        if (!state.left.empty()) entry["left"] = changes_to_json(state.left);
        if (!state.varying.empty())
            for (const auto& key : state.varying) entry["varying"].push_back(key.text());
        if (state.runs_again) entry["runs_again"] = true;
        states.push_back(shown(std::move(entry)));
    }
    json object{{"server", server.version},
                {"major", server.major},
                {"provider", server.provider},
                {"role", server.role},
                {"states", states}};
    if (!server.image.empty()) object["image"] = server.image;
    return object;
}

template <typename Read>
ManifestServer server_from_json(const json& object, const Read& read) {
    ManifestServer server{object.at("server"), object.at("major"), object.at("provider"), {}};
    server.image = object.value("image", "");
    server.role = object.value("role", server.role);
    server.states.reserve(object.at("states").size());
    for (const auto& shown : object.at("states")) {
        const json& entry = read(shown);
        ManifestState state{entry.at("version"), entry.at("fingerprint"),
                            changes_from_json(entry.at("changes"))};
        for (const auto& lock : entry.value("locks", json::array()))
            state.locks.push_back({lock.at("table"), lock.at("mode")});
        state.footprint = entry.value("footprint", "");
        if (const auto left = entry.find("left"); left != entry.end())
            state.left = changes_from_json(*left);
        const auto varying = entry.value("varying", std::vector<std::string>());
        state.varying.assign(varying.begin(), varying.end());
        state.runs_again = entry.value("runs_again", false);
        server.states.push_back(std::move(state));
    }
    return server;
}

json entry_to_json(const ManifestMigration& entry) {
    json object{{"version", entry.version},
                {"slug", entry.slug},
                {"digest", entry.digest},
                {"waivers", entry.waivers}};
    for (const auto& known : entry.known)
        object["known"].push_back(
            {{"check", known.check}, {"kind", known.kind}, {"object", known.object}});
    return object;
}

ManifestMigration entry_from_json(const json& object) {
    ManifestMigration entry{
        object.at("version"), object.at("slug"), object.at("digest"), object.at("waivers"), {}};
    for (const auto& known : object.value("known", json::array()))
        entry.known.push_back({known.at("check"), known.at("kind"), known.at("object")});
    return entry;
}

template <typename Shown>
json to_json(const Manifest& manifest, const Shown& shown) {
    json migrations = json::array();
    for (const auto& entry : manifest.migrations) migrations.push_back(shown(entry_to_json(entry)));
    json servers = json::array();
    for (const auto& server : manifest.servers) servers.push_back(server_to_json(server, shown));
    return {{"format", format},          {"tool", manifest.tool},     {"set", manifest.set},
            {"layout", manifest.layout}, {"digest", manifest.digest}, {"migrations", migrations},
            {"servers", servers}};
}

template <typename Read>
Manifest from_json(const json& object, const Read& read) {
    Manifest manifest;
    manifest.tool = object.at("tool");
    manifest.set = object.at("set");
    manifest.layout = object.at("layout");
    manifest.digest = object.at("digest");
    manifest.migrations.reserve(object.at("migrations").size());
    for (const auto& shown : object.at("migrations")) {
        const json& entry = read(shown);
        manifest.migrations.push_back(entry_from_json(entry));
    }
    for (const auto& server : object.at("servers"))
        manifest.servers.push_back(server_from_json(server, read));
    return manifest;
}

}  // namespace

std::string ManifestMigration::wrong_down() const {
    std::string wrong;
    for (const auto& each : known)
        if (each.check == "down" || each.check == "up_after_down")
            wrong += (wrong.empty() ? "" : ", ") + each.text();
    return wrong;
}

const ManifestMigration* Manifest::migration(std::string_view version) const {
    const auto found = find_version(migrations, version);
    return found != migrations.end() ? &*found : nullptr;
}

const ManifestServer* Manifest::server(int major) const {
    const auto found = std::find_if(servers.begin(), servers.end(),
                                    [&](const auto& server) { return server.major == major; });
    return found == servers.end() ? nullptr : &*found;
}

const ManifestState* ManifestServer::state(std::string_view of_version) const {
    const auto found = find_version(states, of_version);
    return found != states.end() ? &*found : nullptr;
}

std::string Manifest::fingerprint_after(int major, std::string_view version) const {
    const auto* validated = server(major);
    const auto* state = validated == nullptr ? nullptr : validated->state(version);
    return state == nullptr ? "" : state->fingerprint;
}

std::string manifest_to_text(const Manifest& manifest) {
    return to_json(manifest, [](json entry) { return entry; }).dump(1) + "\n";
}

json manifest_to_json(const Manifest& manifest, TextPacker& texts) {
    return to_json(manifest, [&](const json& entry) { return json(texts.add(entry.dump())); });
}

Manifest manifest_from_json(const json& object, const PackedTexts& texts) {
    return from_json(object, [&](const json& place) { return json::parse(texts.text(place)); });
}

Manifest manifest_from_text(const std::string& text, const std::string& source) {
    try {
        const auto object = parse_json<json>(text);
        if (object.at("format") != format)
            throw Error(ErrorKind::usage, source + ": expected a manifest of format " +
                                              std::to_string(format) + " but found format " +
                                              json_quote(object.at("format")));
        return from_json(object, [](const json& entry) -> const json& { return entry; });
    } catch (const json::exception& error) {
        throw Error(ErrorKind::usage, source + ": not a manifest: " + error.what(),
                    "it is written by 'migration-tool validate --manifest FILE'");
    }
}

}  // namespace migration
