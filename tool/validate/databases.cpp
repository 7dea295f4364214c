#include "validate/databases.hpp"

namespace migration {

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

void Databases::create(const std::string& name) {
    admin_.command("CREATE DATABASE " + quoted(name) + " TEMPLATE template1" + strategy());
    made_.insert(name);
}

// Scripts may have opened sessions there that outlive theirs, as a foreign server that is this server.
void Databases::clone(const std::string& from, const std::string& name) {
    const std::string sql = "CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(from) + strategy();
    try {
        admin_.command(sql);
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

// What sessions of a database begin with stands beside it, and CREATE DATABASE leaves it behind. Where our
// role may not write there, scripts that set it have failed, too, or set what the owner of a database may.
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
    }
}

void Databases::set_aside(const std::string& name, const std::string& new_name) {
    admin_.command("ALTER DATABASE " + quoted(name) + " RENAME TO " + quoted(new_name));
    made_.erase(name);
}

const char* Databases::strategy() const {
    return server_major() >= 15 ? " STRATEGY file_copy" : "";
}

void Databases::drop(const std::string& name) {
    admin_.command("DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    made_.erase(name);
}

Session Databases::connect(const std::string& name) const {
    return Session(server_.settings.with("dbname", server_.database_prefix + name));
}

}  // namespace migration
