#include "apply/remove_objects.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/text.hpp"

namespace migration {
namespace {

// Keys are spelt as DROP wants them, but for a few. Nothing for what is no object: a setting, a privilege.
std::optional<std::string> drop_statement(const std::string& key) {
    const auto behind = [&](std::string_view prefix) { return key.substr(prefix.size()); };
    for (const std::string_view kind :
         {"setting ", "default privileges ", "membership ", "privileges ", "value ", "rows ", "connection ",
          "column order ", "prepared transaction ", "role ", "tablespace ", "comment ", "replication slot "})
        if (key.starts_with(kind)) return std::nullopt;
    if (key.starts_with("large object "))
        return "SELECT pg_catalog.lo_unlink(" + behind("large object ") + ")";
    if (key.starts_with("user mapping ")) {
        const auto on = key.rfind(" on ");
        return "DROP " + key.substr(0, on) + " SERVER " + key.substr(on + 4);
    }
    if (key.starts_with("constraint ")) {
        const auto on = key.rfind(" on ");
        return "ALTER TABLE " + key.substr(on + 4) + " DROP CONSTRAINT " + key.substr(11, on - 11);
    }
    if (key.starts_with("column ")) {
        const auto dot = key.rfind('.');
        return "ALTER TABLE " + key.substr(7, dot - 7) + " DROP COLUMN " + key.substr(dot + 1);
    }
    return "DROP " + key;
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

}  // namespace

std::vector<std::string> made_objects(const ManifestServer& validated,
                                      const std::vector<LedgerRow>& applied) {
    std::vector<std::string> order;
    std::set<std::string> made;
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
            (change->parent.starts_with("schema ") || !made.contains(change->parent)))
            order.push_back(change->key);
    return order;
}

void drop_objects(Session& session, const std::vector<std::string>& objects) {
    std::vector<std::string> left = objects;
    std::string reason;
    for (bool progress = true; progress && !left.empty();) {
        progress = false;
        std::vector<std::string> kept;
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
    throw Error(ErrorKind::failed, "cannot drop \"" + left.front() + "\": " + reason,
                "what others made depends on it: drop that first; nothing was changed");
}

}  // namespace migration
