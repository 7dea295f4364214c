#include "manifest/bundle.hpp"

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "manifest/set_json.hpp"

namespace migration {
namespace {

using nlohmann::json;

constexpr const char* validate_again = "run 'migration-tool validate' or the set's validate target again";

}  // namespace

void require_proof(const MigrationSet& set, const Manifest& manifest) {
    for (std::size_t i = 0; i < set.migrations.size(); ++i) {
        const auto& migration = set.migrations[i];
        if (i >= manifest.migrations.size() || manifest.migrations[i].digest != migration.digest())
            throw Error(ErrorKind::mismatch,
                        "migration \"" + migration.name() + "\" is not what was validated", validate_again);
    }
    if (manifest.migrations.size() != set.migrations.size() || manifest.digest != set.digest())
        throw Error(ErrorKind::mismatch, "set \"" + set.name + "\" is not what was validated",
                    validate_again);
    if (manifest.servers.empty())
        throw Error(ErrorKind::mismatch, "set \"" + set.name + "\" was not validated on any server",
                    validate_again);
}

std::string bundle_to_text(const MigrationSet& set, const Manifest& manifest) {
    require_proof(set, manifest);
    const json object{{"set", set_to_json(set)}, {"manifest", json::parse(manifest_to_text(manifest))}};
    return object.dump();
}

Bundle bundle_from_text(std::string_view text) {
    const json object = json::parse(text);
    return {set_from_json(object.at("set")),
            manifest_from_text(object.at("manifest").dump(), "embedded manifest")};
}

}  // namespace migration
