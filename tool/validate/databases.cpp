#include "validate/databases.hpp"

namespace migration {
namespace {

// "plugin.setting" has two parts.
std::string quote_setting(const std::string& name) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) return quote_identifier(name);
    return quote_identifier(name.substr(0, dot)) + "." + quote_identifier(name.substr(dot + 1));
}

}  // namespace

Databases::Databases(TrialServer server) : server_(std::move(server)), admin_(server_.settings) {}

Databases::~Databases() {
    if (are_kept()) return;
    try {
        for (const auto& name : std::set<std::string>(made_)) drop(name);
    } catch (const std::exception&) {
        // The server is gone, and the databases with it.
    }
}

std::string Databases::quoted(const std::string& name) const {
    return quote_identifier(server_.database_prefix + name);
}

bool Databases::answers() {
    try {
        admin_.rows("SELECT 1");
        return true;
    } catch (const SqlError&) {
        return false;
    }
}

// A script may have ended it with all other sessions.
Session& Databases::admin() {
    if (!answers()) admin_ = Session(server_.settings);
    return admin_;
}

void Databases::create(const std::string& name) {
    admin().command("CREATE DATABASE " + quoted(name) + " TEMPLATE template1" + strategy());
    made_.insert(name);
}

// Scripts may have opened sessions there that outlive theirs, as a foreign server that is this
// server.
void Databases::clone(const std::string& from, const std::string& name) {
    const std::string sql =
        "CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(from) + strategy();
    try {
        admin().command(sql);
    } catch (const SqlError& error) {
        if (error.details().sqlstate != "55006") throw;  // object_in_use
        admin_.rows(
            "SELECT pg_catalog.pg_terminate_backend(pid, 5000) FROM pg_catalog.pg_stat_activity "
            "WHERE datname = $1 AND pid <> pg_catalog.pg_backend_pid()",
            {server_.database_prefix + from});
        admin_.command(sql);
    }
    made_.insert(name);
    copy_settings(from, name);
}

// CREATE DATABASE leaves behind what sessions of a database begin with. A superuser copies it as it
// stands.
void Databases::copy_settings(const std::string& from, const std::string& name) {
    try {
        admin_.rows(
            "INSERT INTO pg_catalog.pg_db_role_setting SELECT n.oid, s.setrole, s.setconfig "
            "FROM pg_catalog.pg_db_role_setting AS s "
            "JOIN pg_catalog.pg_database AS o ON o.oid = s.setdatabase AND o.datname = $1 "
            "JOIN pg_catalog.pg_database AS n ON n.datname = $2",
            {server_.database_prefix + from, server_.database_prefix + name});
    } catch (const SqlError& error) {
        if (error.details().sqlstate != "42501") throw;  // insufficient_privilege
        set_settings(from, name);
    }
}

// The owner of a database may set what holds for all roles there or for the owner alone. FROM
// CURRENT spares us to spell a value: what is stored for a list of names is no literal.
void Databases::set_settings(const std::string& from, const std::string& name) {
    const Rows settings = admin_.rows(
        "SELECT s.setrole = 0, pg_catalog.split_part(o, '=', 1), pg_catalog.substr(o, "
        "pg_catalog.strpos(o, "
        "'=') + 1) "
        "FROM pg_catalog.pg_db_role_setting AS s "
        "JOIN pg_catalog.pg_database AS d ON d.oid = s.setdatabase AND d.datname = $1 "
        "CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS o "
        "WHERE s.setrole IN (0, (SELECT r.oid FROM pg_catalog.pg_roles AS r WHERE r.rolname = "
        "current_user))",
        {server_.database_prefix + from});
    for (int i = 0; i < settings.size(); ++i) {
        const std::string whose =
            settings.is_true(i, 0) ? "ALTER DATABASE " : "ALTER ROLE CURRENT_USER IN DATABASE ";
        admin_.command("BEGIN");
        try {
            admin_.rows("SELECT pg_catalog.set_config($1, $2, true)",
                        {settings.text(i, 1), settings.text(i, 2)});
            admin_.command(whose + quoted(name) + " SET " + quote_setting(settings.text(i, 1)) +
                           " FROM CURRENT");
            admin_.command("COMMIT");
        } catch (const SqlError&) {
            admin_.command("ROLLBACK");
            throw;
        }
    }
}

void Databases::set_aside(const std::string& name, const std::string& new_name) {
    admin().command("ALTER DATABASE " + quoted(name) + " RENAME TO " + quoted(new_name));
    made_.erase(name);
}

const char* Databases::strategy() const {
    return server_major() >= 15 ? " STRATEGY file_copy" : "";
}

void Databases::drop(const std::string& name) {
    admin().command("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    made_.erase(name);
}

Session Databases::connect(const std::string& name) const {
    return Session(server_.settings.with("dbname", server_.database_prefix + name));
}

}  // namespace migration
