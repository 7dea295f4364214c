#include "validate/undo_statement.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "base/text.hpp"
#include "postgres/session.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

// "AGGREGATE public.a(*)": the star stands for no arguments.
std::string in_statement(const ObjectKey& object) {
    std::string name(object.name());
    if (object.is(ObjectKind::aggregate) && name.ends_with("()")) name.insert(name.size() - 1, "*");
    return object.kind_in_sql() + " " + name;
}

// The key of a constraint does not tell a domain's from a table's, that of the database has no
// name.
std::string undo_comment(const ObjectKey& object) {
    if (object.is(ObjectKind::constraint) || object.is(ObjectKind::database)) return "";
    return "COMMENT ON " + in_statement(object) + " IS NULL;";
}

std::string undo_column(const ObjectKey& column, const ObjectKey& owner) {
    if (owner.is(ObjectKind::type))
        return fmt::format("ALTER TYPE {} DROP ATTRIBUTE IF EXISTS {};", column.table(),
                           column.own_name());
    // All that is told of a view's column.
    if (owner.is(ObjectKind::view))
        return fmt::format("ALTER VIEW {} ALTER COLUMN {} DROP DEFAULT;", column.table(),
                           column.own_name());
    return fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};", column.table(),
                       column.own_name());
}

// What stands before and behind the word outside quotes; nothing where it is not there.
std::optional<std::pair<std::string_view, std::string_view>> cut_at(std::string_view name,
                                                                    std::string_view word) {
    const auto at = find_word(name, word);
    if (at == std::string_view::npos) return std::nullopt;
    return std::pair(name.substr(0, at), name.substr(at + word.size()));
}

// Settings of a database would need its name.
std::string undo_setting(std::string_view name) {
    if (const auto all = cut_at(name, " of all roles"))
        return fmt::format("ALTER ROLE ALL RESET {};", all->first);
    const auto role = cut_at(name, " of role ");
    if (name.ends_with(" in this database") || !role) return "";
    return fmt::format("ALTER ROLE {} RESET {};", role->second, role->first);
}

std::string undo_membership(std::string_view name) {
    const auto parts = cut_at(name, " in ");
    return parts ? fmt::format("REVOKE {} FROM {};", parts->second, parts->first) : "";
}

// `statement` with {0} and {1} for the object's own name and its table's; empty where it has none.
std::string of_table(const ObjectKey& object, std::string_view statement) {
    if (object.table().empty()) return "";
    return fmt::format(fmt::runtime(statement), object.own_name(), object.table());
}

// A child table's column or constraint, a partition's index or trigger: it goes with the parent's,
// and not by itself.
bool follows_parent(const ObjectKey& object, std::string_view definition) {
    if (object.is(ObjectKind::index))
        return definition.find(" ATTACHED TO ") != std::string_view::npos;
    if (object.is(ObjectKind::trigger))
        return definition.find(" OF TRIGGER ") != std::string_view::npos;
    const bool may_inherit = object.is(ObjectKind::column) || object.is(ObjectKind::constraint);
    return may_inherit && contains_word(definition, "INHERITED") &&
           definition.find(" INHERITED AND LOCAL") == std::string_view::npos;
}

std::string drop(const ObjectKey& object) {
    std::string statement = in_statement(object);
    std::size_t kind_end = object.kind_in_sql().size();
    // "TEXT search parser public.p"
    if (object.is(ObjectKind::text_search))
        kind_end = statement.find(' ', statement.find(' ', kind_end + 1) + 1);
    return "DROP " + statement.insert(kind_end, " IF EXISTS") + ";";
}

std::string undo_type(const ObjectKey& type, const std::string& definition) {
    if (definition.starts_with("CREATE DOMAIN"))
        return fmt::format("DROP DOMAIN IF EXISTS {};", type.name());
    // A multirange goes with its range.
    if (definition.find(" AS MULTIRANGE OF ") != std::string::npos) return "";
    return drop(type);
}

}  // namespace

std::string undo_statement(const Change& made) {
    const ObjectKey& object = made.key;
    const std::string& definition = *made.after;
    if (follows_parent(object, definition)) return "";
    switch (object.kind()) {
        case ObjectKind::comment:
            return undo_comment(object.subject());
        case ObjectKind::column:
            return undo_column(object, made.parent);
        case ObjectKind::setting:
            return undo_setting(object.name());
        case ObjectKind::membership:
            return undo_membership(object.name());
        case ObjectKind::user_mapping:
            return of_table(object, "DROP USER MAPPING IF EXISTS FOR {0} SERVER {1};");
        case ObjectKind::large_object:
            return fmt::format("SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = {};",
                               object.name());
        case ObjectKind::replication_slot:
            return "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE "
                   "slot_name = " +
                   quote_literal(object.name()) + ";";
        case ObjectKind::constraint:
            return of_table(object, made.parent.is(ObjectKind::type)
                                        ? "ALTER DOMAIN {1} DROP CONSTRAINT IF EXISTS {0};"
                                        : "ALTER TABLE {1} DROP CONSTRAINT IF EXISTS {0};");
        case ObjectKind::trigger:
            if (object.name().starts_with("of constraint ")) return "";
            return of_table(object, "DROP TRIGGER IF EXISTS {0} ON {1};");
        case ObjectKind::policy:
            return of_table(object, "DROP POLICY IF EXISTS {0} ON {1};");
        case ObjectKind::rule:
            return of_table(object, "DROP RULE IF EXISTS {0} ON {1};");
        case ObjectKind::type:
            return undo_type(object, definition);
        default:
            return object.is_dropped_by_name() ? drop(object) : "";
    }
}

}  // namespace migration
