#include "manifest/bundle.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "manifest/set_json.hpp"

namespace migration {
namespace {

using nlohmann::json;

constexpr const char* validate_again =
    "run 'migration-tool validate' or the set's validate target again";

}  // namespace

void require_proof(const MigrationSet& set, const Manifest& manifest) {
    for (std::size_t i = 0; i < set.migrations.size(); ++i) {
        const auto& migration = set.migrations[i];
        if (i >= manifest.migrations.size() || manifest.migrations[i].digest != migration.digest())
            throw Error(ErrorKind::mismatch,
                        "migration \"" + migration.name() + "\" differs from what was validated",
                        validate_again);
    }
    if (manifest.migrations.size() != set.migrations.size())
        throw Error(ErrorKind::mismatch, "set \"" + set.name + "\" differs from what was validated",
                    validate_again);
    if (manifest.digest != set.digest())
        throw Error(
            ErrorKind::mismatch,
            "set \"" + set.name +
                "\" differs from what was validated: the scripts are the same, but an option is "
                "not",
            "give the options that 'validate' got: --set, --layout, --ledger, --idempotence, "
            "--column-order, --sequences, --prerequisites");
    if (manifest.servers.empty())
        throw Error(ErrorKind::mismatch, "set \"" + set.name + "\" was not validated on any server",
                    validate_again);
}

// The JSON's length in a line of its own, the JSON, the texts: the manifest's JSON among them.
std::string bundle_to_text(const MigrationSet& set, const Manifest& manifest) {
    require_proof(set, manifest);
    TextPacker texts;
    const SetIdentity identity = identity_of(set);
    const std::string scripts = set_to_json(set, texts).dump();
    const std::string proof = manifest_to_json(manifest, texts).dump();
    const std::string header = json{
        {"name", identity.name},
        {"ledger", {identity.ledger.schema, identity.ledger.table}},
        {"applied", identity.applied},
        {"set", texts.add(scripts)},
        {"manifest",
         texts.add(proof)}}.dump();
    return std::to_string(header.size()) + "\n" + header + texts.all();
}

Bundle bundle_from_text(std::string_view text, bool in_program) {
    std::size_t length = 0;
    const auto* const end = std::from_chars(text.data(), text.data() + text.size(), length).ptr;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
    const json object = json::parse(text.substr(0, length));
    const PackedTexts texts(text.substr(length), in_program);
    const TextPlace set = object.at("set"), proof = object.at("manifest");
    const auto& ledger = object.at("ledger");
    return {{object.at("name"), {ledger.at(0), ledger.at(1)}, object.at("applied")},
            Lazy<MigrationSet>(
                [texts, set] { return set_from_json(json::parse(texts.text(set)), texts); }),
            LazyManifest([texts, proof] {
                return manifest_from_json(json::parse(texts.text(proof)), texts);
            })};
}

}  // namespace migration
