#include "apply/remove_objects.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "snapshot/object_key.hpp"

namespace migration {
namespace {

// Nothing for what is no object: a setting, a privilege.
std::optional<std::string> drop_statement(const ObjectKey& key) {
    const std::string name(key.name()), own(key.own_name()), table(key.table());
    switch (key.kind()) {
        case ObjectKind::column_order:
        case ObjectKind::comment:
        case ObjectKind::default_privileges:
        case ObjectKind::membership:
        case ObjectKind::prepared_transaction:
        case ObjectKind::privileges:
        case ObjectKind::replication_slot:
        case ObjectKind::role:
        case ObjectKind::rows:
        case ObjectKind::setting:
        case ObjectKind::tablespace:
        case ObjectKind::value:
            return std::nullopt;
        case ObjectKind::large_object:
            return "SELECT pg_catalog.lo_unlink(" + name + ")";
        case ObjectKind::user_mapping:
            return "DROP USER MAPPING FOR " + own + " SERVER " + table;
        case ObjectKind::constraint:
            return "ALTER TABLE " + table + " DROP CONSTRAINT " + own;
        case ObjectKind::column:
            return "ALTER TABLE " + table + " DROP COLUMN " + own;
        default:  // keys are spelt as DROP wants them
            return "DROP " + key.text();
    }
}

// A relation, a constraint and the like takes with it what belongs to it.
bool goes_with_parent(const Change& change) {
    return !change.parent.empty() && !change.parent.is(ObjectKind::schema) &&
           !change.parent.is(ObjectKind::foreign_data_wrapper) &&
           !change.parent.is(ObjectKind::server);
}

bool is_gone(const SqlError& error) {
    static const std::set<std::string> undefined{"42P01", "42704", "42883", "3F000", "42703"};
    return undefined.contains(error.details().sqlstate);
}

// False where something still depends on it; `reason` says what.
bool try_drop(Session& session, const std::string& statement, std::string& reason) {
    session.command("SAVEPOINT before_drop");
    try {
        session.run(statement);
        session.command("RELEASE SAVEPOINT before_drop");
        return true;
    } catch (const SqlError& error) {
        session.command("ROLLBACK TO SAVEPOINT before_drop; RELEASE SAVEPOINT before_drop");
        if (is_gone(error)) return true;
        if (error.details().sqlstate != "2BP01") throw;
        reason = error.details().message + ": " + one_line(error.details().detail, 300);
        return false;
    }
}

// CREATE EXTENSION without IF NOT EXISTS fails where somebody has made it before.
bool makes_for_certain(const Script& script, const std::string& extension) {
    return std::any_of(
        script.statements.begin(), script.statements.end(), [&](const auto& statement) {
            const std::string sql = to_lower(one_line(script.sql(statement), 500));
            return sql.starts_with("create extension") &&
                   contains_word(sql, ObjectKey(ObjectKind::extension, extension).bare_name()) &&
                   !contains_word(sql, "exists");
        });
}

// Whether the extension's row and the ledger's carry the id of one transaction. A restore in one
// transaction gives that id to the ledger's table as well: then nothing can be told.
bool was_made_with(Session& session, const Ledger& ledger, const std::string& extension,
                   const std::string& version) {
    const Rows rows = session.rows(
        "SELECT e.xmin = l.xmin AND c.xmin <> l.xmin FROM pg_catalog.pg_extension AS e, " +
            ledger.quoted_table() +
            " AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.tableoid "
            "WHERE pg_catalog.quote_ident(e.extname) = $1 AND l.migration_set = $2 AND l.version = "
            "$3",
        {extension, ledger.set(), version});
    return rows.size() > 0 && rows.is_true(0, 0);
}

ObjectKey home_of(Session& session, const std::string& extension) {
    const Rows rows = session.rows(
        "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension AS e "
        "JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace "
        "WHERE pg_catalog.quote_ident(e.extname) = $1",
        {extension});
    return rows.size() > 0 ? ObjectKey(ObjectKind::schema, rows.at(0, 0)) : ObjectKey();
}

// The version of the last migration that makes it.
std::string maker_of(const ObjectKey& key, const ManifestServer& validated) {
    std::string version;
    for (const auto& state : validated.states)
        for (const auto& change : state.changes)
            if (change.key == key && !change.before) version = state.version;
    return version;
}

}  // namespace

std::vector<ObjectKey> made_objects(const ManifestServer& validated,
                                    const std::vector<LedgerRow>& applied) {
    std::vector<ObjectKey> order;
    std::set<ObjectKey> made;
    std::vector<Change> changes;
    VersionSet versions;
    for (const auto& row : applied) versions.insert(row.version);
    for (const auto& state : validated.states) {
        if (!versions.contains(state.version)) continue;
        for (const auto& change : state.changes) {
            if (change.facet != Facet::structure) continue;
            if (!change.before && made.insert(change.key).second) changes.push_back(change);
            if (!change.after) made.erase(change.key);
        }
    }
    for (auto change = changes.rbegin(); change != changes.rend(); ++change)
        if (made.contains(change->key) &&
            !(goes_with_parent(*change) && made.contains(change->parent)))
            order.push_back(change->key);
    return order;
}

std::vector<ObjectKey> made_beforehand(Session& session, const Ledger& ledger,
                                       const MigrationSet& set, const ManifestServer& validated,
                                       const std::vector<LedgerRow>& applied) {
    std::vector<ObjectKey> others;
    const auto made = made_objects(validated, applied);
    for (const auto& key : made) {
        if (!key.is(ObjectKind::extension)) continue;
        const std::string name(key.name()), version = maker_of(key, validated);
        const Migration* maker = set.find(version);
        const auto row = std::find_if(applied.begin(), applied.end(), [&](const auto& each) {
            return same_version(each.version, version);
        });
        if (maker != nullptr && makes_for_certain(maker->up, name)) continue;
        if (row != applied.end() && was_made_with(session, ledger, name, row->version)) continue;
        others.push_back(key);
        const ObjectKey home = home_of(session, name);
        const bool is_known = std::find(others.begin(), others.end(), home) != others.end();
        if (!is_known && std::find(made.begin(), made.end(), home) != made.end())
            others.push_back(home);
    }
    return others;
}

void drop_objects(Session& session, const std::vector<ObjectKey>& objects) {
    std::vector<ObjectKey> left = objects;
    std::string reason;
    for (bool progress = true; progress && !left.empty();) {
        progress = false;
        std::vector<ObjectKey> kept;
        for (const auto& object : left) {
            const auto statement = drop_statement(object);
            if (!statement || try_drop(session, *statement, reason))
                progress = true;
            else
                kept.push_back(object);
        }
        left = std::move(kept);
    }
    if (left.empty()) return;
    throw Error(
        ErrorKind::failed, "cannot drop \"" + left.front().text() + "\": " + reason,
        "drop first what depends on it and does not belong to the set; nothing was changed");
}

}  // namespace migration
