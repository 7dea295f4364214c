#include "sandbox/external_databases.hpp"

#include <poll.h>

#include <set>

namespace migration {
namespace {

constexpr const char* name_start = "migration_sandbox_";
constexpr const char* application_start = "migration-sandbox-";

// Of databases that this user made and named as we do, never of others.
constexpr const char* own_databases_sql = R"sql(
SELECT d.datname, substring(d.datname FROM '^migration_sandbox_([0-9a-f]{12})_')
FROM pg_catalog.pg_database AS d
WHERE d.datname ~ '^migration_sandbox_[0-9a-f]{12}_'
    AND d.datdba = (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = session_user)
)sql";

constexpr const char* in_use_sql = R"sql(
SELECT substring(a.application_name FROM '^migration-sandbox-([0-9a-f]{12})')
FROM pg_catalog.pg_stat_activity AS a
WHERE a.application_name ~ '^migration-sandbox-[0-9a-f]{12}'
)sql";

// Sessions of that name, but for our own; they are asked to end, and counted as long as they are
// there.
constexpr const char* end_sessions_sql = R"sql(
SELECT count(pg_catalog.pg_terminate_backend(a.pid))
FROM pg_catalog.pg_stat_activity AS a
WHERE a.application_name = $1
    AND a.usesysid = (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = session_user)
    AND a.pid <> pg_catalog.pg_backend_pid()
)sql";

// The server goes on with a statement whose client was killed: one that makes a database would
// still do so.
bool end_sessions(Session& session, const std::string& token) {
    constexpr int tries = 1000;
    for (int i = 0; i < tries; ++i) {
        if (session.rows(end_sessions_sql, {{external_application(token)}}).text(0, 0) == "0")
            return true;
        ::poll(nullptr, 0, 10);
    }
    return false;
}

void drop(Session& session, const std::string& database) {
    try {
        session.command("DROP DATABASE IF EXISTS " + quote_identifier(database) + " WITH (FORCE)");
    } catch (const SqlError& error) {
        if (error.kind() == ErrorKind::unreachable) throw;
    }
}

}  // namespace

bool is_address_keyword(std::string_view keyword) {
    for (const char* known : {"host",
                              "hostaddr",
                              "port",
                              "dbname",
                              "user",
                              "application_name",
                              "options",
                              "connect_timeout",
                              "client_encoding",
                              "sslmode",
                              "sslrootcert",
                              "sslcert",
                              "sslsni",
                              "channel_binding",
                              "gssencmode",
                              "krbsrvname",
                              "keepalives",
                              "tcp_user_timeout",
                              "target_session_attrs",
                              "load_balance_hosts"})
        if (keyword == known) return true;
    return false;
}

std::string external_prefix(const std::string& token) {
    return name_start + token + "_";
}

std::string external_application(const std::string& token) {
    return application_start + token;
}

bool drop_external_databases(Session& session, const std::string& token) {
    if (!end_sessions(session, token)) return false;
    const auto ours = [&] {
        std::vector<std::string> names;
        const Rows rows = session.rows(own_databases_sql);
        for (int i = 0; i < rows.size(); ++i)
            if (rows.text(i, 1) == token) names.push_back(rows.text(i, 0));
        return names;
    };
    for (const auto& name : ours()) drop(session, name);
    return ours().empty();
}

// The databases first: whoever makes one is connected before.
void sweep_external_databases(Session& session) {
    const Rows databases = session.rows(own_databases_sql);
    std::set<std::string> in_use;
    const Rows users = session.rows(in_use_sql);
    for (int i = 0; i < users.size(); ++i) in_use.insert(users.text(i, 0));
    for (int i = 0; i < databases.size(); ++i)
        if (!in_use.contains(databases.text(i, 1))) drop(session, databases.text(i, 0));
}

}  // namespace migration
