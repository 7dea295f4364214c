#include "manifest/set_json.hpp"

#include <nlohmann/json.hpp>

namespace migration {
namespace {

using nlohmann::json;

void put(json& object, const char* key, const std::optional<std::string>& value) {
    if (value) object[key] = *value;
}

std::optional<std::string> get(const json& object, const char* key) {
    if (!object.contains(key)) return std::nullopt;
    return object[key].get<std::string>();
}

// What matters where migrations are applied; waivers of checks stay behind.
json annotations_to_json(const Annotations& annotations) {
    json object = json::object();
    put(object, "irreversible", annotations.irreversible);
    put(object, "lossy", annotations.lossy);
    put(object, "lock_timeout", annotations.lock_timeout);
    put(object, "statement_timeout", annotations.statement_timeout);
    if (!annotations.requires_extensions.empty())
        object["requires_extensions"] = annotations.requires_extensions;
    return object;
}

Annotations annotations_from_json(const json& object) {
    Annotations annotations;
    annotations.irreversible = get(object, "irreversible");
    annotations.lossy = get(object, "lossy");
    annotations.lock_timeout = get(object, "lock_timeout");
    annotations.statement_timeout = get(object, "statement_timeout");
    annotations.requires_extensions =
        object.value("requires_extensions", std::vector<std::string>());
    return annotations;
}

json script_to_json(const Script& script, TextPacker& texts) {
    json object{{"file", script.file},
                {"text", texts.add(script.text)},
                {"checksum", script.checksum},
                {"transactional", script.transactional},
                {"annotations", annotations_to_json(script.annotations)},
                {"statements", texts.add(script.statements)}};
    if (script.verify_rule == VerifyRule::errors) object["verify_by_errors"] = true;
    if (!script.file_text.empty()) object["file_text"] = texts.add(script.file_text);
    for (const auto& index : script.concurrent_indexes)
        object["concurrent_indexes"].push_back({index.statement, index.index, index.table});
    for (const auto& origin : script.origins)
        object["origins"].push_back({origin.offset, origin.line, origin.included,
                                     origin.included_line, origin.is_one_line});
    return object;
}

Script script_from_json(const json& object, const PackedTexts& texts) {
    Script script;
    script.file = object.at("file");
    script.text = texts.text(object.at("text"));
    script.checksum = object.at("checksum");
    script.transactional = object.at("transactional");
    if (object.value("verify_by_errors", false)) script.verify_rule = VerifyRule::errors;
    script.annotations = annotations_from_json(object.at("annotations"));
    script.statements = texts.statements(object.at("statements"));
    if (const auto place = object.find("file_text"); place != object.end())
        script.file_text = texts.text(*place);
    if (const auto indexes = object.find("concurrent_indexes"); indexes != object.end())
        for (const auto& index : *indexes)
            script.concurrent_indexes.push_back({index.at(0), index.at(1), index.at(2)});
    if (const auto origins = object.find("origins"); origins != object.end())
        for (const auto& origin : *origins)
            script.origins.push_back(
                {origin.at(0), origin.at(1), origin.at(2), origin.at(3), origin.at(4)});
    return script;
}

json drift_to_json(const DriftRules& rules) {
    json accepted = json::array();
    for (const auto& each : rules.accepted)
        accepted.push_back({{"object", each.object}, {"reason", each.reason}});
    return {{"grade", static_cast<int>(rules.grade)}, {"accepted", std::move(accepted)}};
}

DriftRules drift_from_json(const json& object) {
    DriftRules rules;
    rules.grade = static_cast<DriftGrade>(object.at("grade").get<int>());
    for (const auto& each : object.at("accepted"))
        rules.accepted.push_back({each.at("object"), each.at("reason")});
    return rules;
}

}  // namespace

json set_to_json(const MigrationSet& set, TextPacker& texts) {
    json migrations = json::array();
    for (const auto& migration : set.migrations) {
        json object{{"version", migration.version},
                    {"slug", migration.slug},
                    {"seed", migration.seed},
                    {"up", script_to_json(migration.up, texts)}};
        if (migration.repeatable) object["repeatable"] = true;
        if (migration.journal_time) object["journal_time"] = *migration.journal_time;
        if (!migration.store.empty()) object["store"] = migration.store;
        if (migration.down) object["down"] = script_to_json(*migration.down, texts);
        if (migration.verify) object["verify"] = script_to_json(*migration.verify, texts);
        migrations.push_back(texts.add(object.dump()));
    }
    return {{"name", set.name},
            {"layout", set.layout},
            {"ledger_schema", set.ledger.schema},
            {"ledger_table", set.ledger.table},
            {"drift", drift_to_json(set.drift)},
            {"stores", set.stores},
            {"migrations", std::move(migrations)}};
}

MigrationSet set_from_json(const json& object, const PackedTexts& texts) {
    MigrationSet set;
    set.name = object.at("name");
    set.layout = object.at("layout");
    set.ledger = {object.at("ledger_schema"), object.at("ledger_table")};
    set.drift = drift_from_json(object.at("drift"));
    set.stores = object.value("stores", set.stores);
    set.migrations.reserve(object.at("migrations").size());
    for (const auto& place : object.at("migrations")) {
        const json entry = json::parse(texts.text(place));
        Migration migration{entry.at("version"), entry.at("slug"), entry.at("seed"), {}, {}, {}};
        migration.up = script_from_json(entry.at("up"), texts);
        migration.repeatable = entry.value("repeatable", false);
        if (entry.contains("journal_time")) migration.journal_time = entry["journal_time"];
        migration.store = entry.value("store", "");
        if (entry.contains("down")) migration.down = script_from_json(entry.at("down"), texts);
        if (entry.contains("verify"))
            migration.verify = script_from_json(entry.at("verify"), texts);
        set.migrations.push_back(std::move(migration));
    }
    return set;
}

}  // namespace migration
