#include "validate/undo_statement.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "postgres/session.hpp"
#include "snapshot/object_name.hpp"

namespace migration {
namespace {

// The two names that the word stands between; nothing where it does not.
std::optional<std::pair<std::string, std::string>> cut_at(const std::string& name, std::string_view word) {
    const auto at = find_word(name, word);
    if (at == std::string::npos) return std::nullopt;
    return std::pair(name.substr(0, at), name.substr(at + word.size()));
}

// `statement` with {0} and {1} for what stands before and behind the word.
std::string between(const std::string& name, std::string_view word, const std::string& statement) {
    const auto parts = cut_at(name, word);
    return parts ? fmt::format(fmt::runtime(statement), parts->first, parts->second) : "";
}

// "AGGREGATE public.a(*)": the star stands for no arguments.
std::string in_statement(const ObjectName& object) {
    const bool bare = object.kind == "aggregate" && object.name.ends_with("()");
    return kind_in_sql(object) + " " +
           (bare ? object.name.substr(0, object.name.size() - 1) + "*)" : object.name);
}

// The key of a constraint does not tell a domain's from a table's, that of the database has no name.
std::string undo_comment(const std::string& key) {
    const ObjectName object = object_name(key);
    if (object.kind == "constraint" || object.kind == "database") return "";
    return "COMMENT ON " + in_statement(object) + " IS NULL;";
}

std::string undo_column(const std::string& name, std::string_view owner_kind) {
    const auto dot = last_dot(name);
    const std::string owner = name.substr(0, dot), own = name.substr(dot + 1);
    if (owner_kind == "type") return "ALTER TYPE " + owner + " DROP ATTRIBUTE " + own + ";";
    // All that is told of a view's column.
    if (owner_kind == "view") return "ALTER VIEW " + owner + " ALTER COLUMN " + own + " DROP DEFAULT;";
    return "ALTER TABLE " + owner + " DROP COLUMN " + own + ";";
}

// Settings of a database would need its name.
std::string undo_setting(const std::string& name) {
    const auto all = cut_at(name, " of all roles");
    if (all) return "ALTER ROLE ALL RESET " + all->first + ";";
    if (name.ends_with(" in this database")) return "";
    return between(name, " of role ", "ALTER ROLE {1} RESET {0};");
}

std::string drop_by_name(const ObjectName& object) {
    return object.is_dropped ? "DROP " + in_statement(object) + ";" : "";
}

// A child table's column or constraint, a partition's index or trigger: it goes with the parent's, and not by
// itself.
bool follows_parent(std::string_view kind, std::string_view definition) {
    if (kind == "index") return definition.find(" ATTACHED TO ") != std::string_view::npos;
    if (kind == "trigger") return definition.find(" OF TRIGGER ") != std::string_view::npos;
    return (kind == "column" || kind == "constraint") && contains_word(definition, "INHERITED") &&
           definition.find(" INHERITED AND LOCAL") == std::string_view::npos;
}

}  // namespace

std::string undo_statement(const Change& made) {
    const ObjectName object = object_name(made.key);
    const std::string& definition = *made.after;
    if (follows_parent(object.kind, definition)) return "";
    if (object.kind == "comment on") return undo_comment(object.name);
    if (object.kind == "column") return undo_column(object.name, object_name(made.parent).kind);
    if (object.kind == "setting") return undo_setting(object.name);
    if (object.kind == "membership of") return between(object.name, " in ", "REVOKE {1} FROM {0};");
    if (object.kind == "user mapping for")
        return between(object.name, " on ", "DROP USER MAPPING FOR {0} SERVER {1};");
    if (object.kind == "large object") return "SELECT lo_unlink(" + object.name + ");";
    if (object.kind == "replication slot")
        return "SELECT pg_drop_replication_slot(" + quote_literal(object.name) + ");";
    if (object.kind == "constraint")
        return between(object.name, " on ",
                       is_of_kind("type", made.parent) ? "ALTER DOMAIN {1} DROP CONSTRAINT {0};"
                                                       : "ALTER TABLE {1} DROP CONSTRAINT {0};");
    if ((object.kind == "trigger" && !object.name.starts_with("of constraint ")) || object.kind == "policy" ||
        object.kind == "rule")
        return between(object.name, " on ", "DROP " + kind_in_sql(object) + " {0} ON {1};");
    if (object.kind == "type" && definition.starts_with("CREATE DOMAIN"))
        return "DROP DOMAIN " + object.name + ";";
    // A multirange goes with its range.
    if (object.kind == "type" && definition.find(" AS MULTIRANGE OF ") != std::string::npos) return "";
    return drop_by_name(object);
}

}  // namespace migration
