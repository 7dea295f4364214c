#include "validate/object_name.hpp"

#include <array>

#include "base/text.hpp"

namespace migration {
namespace {

// Longer ones before those they start with.
constexpr std::array<std::string_view, 29> kinds{"column order of",
                                                 "privileges of",
                                                 "default privileges of",
                                                 "owner of",
                                                 "rows of",
                                                 "value of",
                                                 "comment on",
                                                 "materialized view",
                                                 "foreign table",
                                                 "event trigger",
                                                 "table",
                                                 "view",
                                                 "sequence",
                                                 "index",
                                                 "column",
                                                 "constraint",
                                                 "function",
                                                 "procedure",
                                                 "aggregate",
                                                 "trigger",
                                                 "type",
                                                 "policy",
                                                 "rule",
                                                 "schema",
                                                 "extension",
                                                 "statistics",
                                                 "publication",
                                                 "access method",
                                                 "collation"};

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    return result;
}

// Where " on " stands outside quotes, or npos.
std::size_t find_on(std::string_view name) {
    bool quoted = false;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name.substr(at).starts_with(" on ")) return at;
    }
    return std::string_view::npos;
}

// Where the last dot outside quotes stands, or npos.
std::size_t last_dot(std::string_view name) {
    bool quoted = false;
    std::size_t found = std::string_view::npos;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name[at] == '.') found = at;
    }
    return found;
}

}  // namespace

ObjectName object_name(std::string_view key) {
    for (const auto kind : kinds)
        if (key.starts_with(kind) && key.size() > kind.size() && key[kind.size()] == ' ')
            return {std::string(kind), std::string(key.substr(kind.size() + 1))};
    const auto space = std::min(key.find(' '), key.size());
    return {std::string(key.substr(0, space)), std::string(key.substr(std::min(space + 1, key.size())))};
}

std::string bare_name(std::string_view key) {
    const ObjectName object = object_name(key);
    if (object.kind.ends_with(" of") || object.kind.ends_with(" on")) return bare_name(object.name);
    std::string_view name = object.name;
    name = name.substr(0, find_on(name));
    name = name.substr(0, name.find('('));
    if (const auto dot = last_dot(name); dot != std::string_view::npos) name.remove_prefix(dot + 1);
    std::string bare;
    const bool quoted = name.starts_with('"') && name.ends_with('"') && name.size() > 1;
    if (quoted) name = name.substr(1, name.size() - 2);
    for (std::size_t at = 0; at < name.size(); ++at) {
        bare += name[at];
        if (quoted && name[at] == '"') ++at;
    }
    return bare;
}

std::string undo_statement(std::string_view key, std::string_view definition) {
    const ObjectName object = object_name(key);
    const auto on = find_on(object.name);
    const auto owner = on == std::string::npos ? "" : object.name.substr(on + 4);
    const auto own = object.name.substr(0, on);
    if (object.kind == "comment on")
        return "COMMENT ON " + upper(object_name(object.name).kind) + " " + object_name(object.name).name +
               " IS NULL;";
    if (object.kind == "column") {
        const auto dot = last_dot(object.name);
        return "ALTER TABLE " + object.name.substr(0, dot) + " DROP COLUMN " + object.name.substr(dot + 1) +
               ";";
    }
    if (object.kind == "constraint")
        return std::string(definition.find("VALUE") != std::string_view::npos ? "ALTER DOMAIN "
                                                                              : "ALTER TABLE ") +
               owner + " DROP CONSTRAINT " + own + ";";
    if (object.kind == "trigger" || object.kind == "policy" || object.kind == "rule")
        return "DROP " + upper(object.kind) + " " + own + " ON " + owner + ";";
    if (object.kind.ends_with(" of")) return "";
    if (object.kind == "type" && definition.starts_with("CREATE DOMAIN"))
        return "DROP DOMAIN " + object.name + ";";
    return "DROP " + upper(object.kind) + " " + object.name + ";";
}

}  // namespace migration
