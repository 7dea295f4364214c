#include "snapshot/object_name.hpp"

#include <algorithm>

namespace migration {
namespace {

struct NamedKind {
    std::string_view name;
    bool is_dropped = false;
};

// Longer ones before those they start with.
constexpr NamedKind kinds[]{
    {"column order of"},
    {"privileges of"},
    {"default privileges of"},
    {"owner of"},
    {"rows of"},
    {"value of"},
    {"comment on"},
    {"security label on"},
    {"materialized view", true},
    {"foreign table", true},
    {"foreign data wrapper", true},
    {"event trigger", true},
    {"operator class", true},
    {"operator family", true},
    {"user mapping for"},
    {"large object"},
    {"replication slot"},
    {"access method", true},
    {"membership of"},
    {"setting"},
    {"table", true},
    {"view", true},
    {"sequence", true},
    {"index", true},
    {"column"},
    {"constraint"},
    {"function", true},
    {"procedure", true},
    {"aggregate", true},
    {"trigger"},
    {"type", true},
    {"policy"},
    {"rule"},
    {"schema", true},
    {"extension", true},
    {"statistics", true},
    {"publication", true},
    {"collation", true},
    {"subscription", true},
    {"conversion", true},
    {"operator", true},
    {"cast", true},
    {"transform", true},
    {"language", true},
    {"text", true},
    {"server", true},
    {"role", true},
    {"tablespace", true},
};

}  // namespace

std::size_t find_word(std::string_view name, std::string_view word) {
    bool quoted = false;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name.substr(at).starts_with(word)) return at;
    }
    return std::string_view::npos;
}

std::size_t last_dot(std::string_view name) {
    bool quoted = false;
    std::size_t found = std::string_view::npos;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '"') quoted = !quoted;
        if (!quoted && name[at] == '.') found = at;
    }
    return found;
}

ObjectName object_name(std::string_view key) {
    for (const auto& [kind, is_dropped] : kinds)
        if (const auto name = name_of_kind(kind, key))
            return {std::string(kind), std::string(*name), is_dropped};
    const auto space = std::min(key.find(' '), key.size());
    return {std::string(key.substr(0, space)), std::string(key.substr(std::min(space + 1, key.size())))};
}

std::optional<std::string_view> name_of_kind(std::string_view kind, std::string_view key) {
    if (!key.starts_with(kind) || key.size() <= kind.size() || key[kind.size()] != ' ') return std::nullopt;
    return key.substr(kind.size() + 1);
}

bool is_of_kind(std::string_view kind, std::string_view key) {
    return name_of_kind(kind, key).has_value();
}

bool is_met_by_new_sessions(std::string_view key) {
    return is_of_kind("setting", key) || is_of_kind("event trigger", key);
}

std::string bare_name(std::string_view key) {
    const ObjectName object = object_name(key);
    if (object.kind.ends_with(" of") || object.kind.ends_with(" on")) return bare_name(object.name);
    std::string_view name = object.name;
    name = name.substr(0, find_word(name, " on "));
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

std::string kind_in_sql(const ObjectName& object) {
    std::string kind = object.kind;
    for (char& c : kind)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    return kind;
}

}  // namespace migration
