#include "support/cluster_objects.hpp"

#include "base/text.hpp"

namespace migration {
namespace {

// A temporary one ends with its session, which may take a moment.
constexpr const char* slot_names = "SELECT slot_name FROM pg_replication_slots WHERE NOT temporary";
constexpr const char* tablespace_names = "SELECT spcname FROM pg_tablespace";
constexpr const char* role_names = "SELECT rolname FROM pg_roles";

std::set<std::string> names(Session& session, const char* sql) {
    const Rows rows = session.rows(sql);
    std::set<std::string> found;
    for (int i = 0; i < rows.size(); ++i) found.insert(rows.text(i, 0));
    return found;
}

std::vector<std::string> added(Session& session, const char* sql,
                               const std::set<std::string>& known) {
    std::vector<std::string> found;
    for (const auto& name : names(session, sql))
        if (!known.contains(name)) found.push_back(name);
    return found;
}

void release_subscriptions(Session& session) {
    const char* own =
        "SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE "
        "datname = "
        "current_database())";
    for (const auto& name : names(session, own)) {
        const std::string subscription = "SUBSCRIPTION " + quote_identifier(name);
        session.command("ALTER " + subscription + " DISABLE");
        session.command("ALTER " + subscription + " SET (slot_name = NONE)");
        session.command("DROP " + subscription);
    }
}

}  // namespace

ClusterObjects::ClusterObjects(Session& session)
    : slots_(names(session, slot_names)),
      tablespaces_(names(session, tablespace_names)),
      roles_(names(session, role_names)) {}

void ClusterObjects::release(Session& database) const {
    for (const auto& gid :
         names(database, "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"))
        database.command("ROLLBACK PREPARED " + quote_literal(gid));
    for (const auto& slot : added(database, slot_names, slots_))
        database.command("SELECT pg_drop_replication_slot(" + quote_literal(slot) + ")");
    release_subscriptions(database);
    database.command("ALTER DATABASE " + quote_identifier(database.database()) +
                     " IS_TEMPLATE false");
}

void ClusterObjects::drop_added(Session& session) const {
    for (const auto& tablespace : added(session, tablespace_names, tablespaces_))
        session.command("DROP TABLESPACE " + quote_identifier(tablespace));
    const auto roles = added(session, role_names, roles_);
    for (const auto& role : roles) session.command("DROP OWNED BY " + quote_identifier(role));
    for (const auto& role : roles) session.command("DROP ROLE " + quote_identifier(role));
    session.command("ALTER ROLE ALL RESET ALL");
}

}  // namespace migration
