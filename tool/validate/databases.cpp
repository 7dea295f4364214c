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

void Databases::clone(const std::string& from, const std::string& name) {
    admin_.command("CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(from) + strategy());
    made_.insert(name);
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
