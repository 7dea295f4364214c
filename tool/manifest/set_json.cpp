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
    annotations.requires_extensions = object.value("requires_extensions", std::vector<std::string>());
    return annotations;
}

// An array, not an object: a large script has thousands of them.
json statement_to_json(const Statement& statement) {
    return {statement.offset,   statement.length,      statement.line,       static_cast<int>(statement.kind),
            statement.left_out, statement.data_offset, statement.data_length};
}

Statement statement_from_json(const json& array) {
    Statement statement;
    statement.offset = array.at(0);
    statement.length = array.at(1);
    statement.line = array.at(2);
    statement.kind = static_cast<StatementKind>(array.at(3).get<int>());
    statement.left_out = array.at(4);
    statement.data_offset = array.at(5);
    statement.data_length = array.at(6);
    return statement;
}

json script_to_json(const Script& script) {
    json statements = json::array();
    for (const auto& statement : script.statements) statements.push_back(statement_to_json(statement));
    return {{"file", script.file},
            {"text", script.text},
            {"checksum", script.checksum},
            {"transactional", script.transactional},
            {"annotations", annotations_to_json(script.annotations)},
            {"statements", std::move(statements)}};
}

Script script_from_json(const json& object) {
    Script script;
    script.file = object.at("file");
    script.text = object.at("text");
    script.checksum = object.at("checksum");
    script.transactional = object.at("transactional");
    script.annotations = annotations_from_json(object.at("annotations"));
    for (const auto& statement : object.at("statements"))
        script.statements.push_back(statement_from_json(statement));
    return script;
}

}  // namespace

json set_to_json(const MigrationSet& set) {
    json migrations = json::array();
    for (const auto& migration : set.migrations) {
        json object{{"version", migration.version},
                    {"slug", migration.slug},
                    {"seed", migration.seed},
                    {"up", script_to_json(migration.up)}};
        if (migration.down) object["down"] = script_to_json(*migration.down);
        if (migration.verify) object["verify"] = script_to_json(*migration.verify);
        migrations.push_back(std::move(object));
    }
    return {{"name", set.name},
            {"layout", set.layout},
            {"ledger_schema", set.ledger.schema},
            {"ledger_table", set.ledger.table},
            {"migrations", std::move(migrations)}};
}

MigrationSet set_from_json(const json& object) {
    MigrationSet set;
    set.name = object.at("name");
    set.layout = object.at("layout");
    set.ledger = {object.at("ledger_schema"), object.at("ledger_table")};
    for (const auto& entry : object.at("migrations")) {
        Migration migration{entry.at("version"), entry.at("slug"), entry.at("seed"), {}, {}, {}};
        migration.up = script_from_json(entry.at("up"));
        if (entry.contains("down")) migration.down = script_from_json(entry.at("down"));
        if (entry.contains("verify")) migration.verify = script_from_json(entry.at("verify"));
        set.migrations.push_back(std::move(migration));
    }
    return set;
}

}  // namespace migration
