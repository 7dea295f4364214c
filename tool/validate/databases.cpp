#include "validate/databases.hpp"

namespace migration {

Databases::Databases(ConnectionSettings server) : server_(std::move(server)), admin_(server_) {}

Databases::~Databases() {
    try {
        for (const auto& name : std::set<std::string>(made_)) drop(name);
    } catch (const std::exception&) {
        // The server is gone, and the databases with it.
    }
}

void Databases::create(const std::string& name) {
    clone("template1", name);
}

void Databases::clone(const std::string& from, const std::string& name) {
    const std::string strategy = server_major() >= 15 ? " STRATEGY file_copy" : "";
    admin_.command("CREATE DATABASE " + quote_identifier(name) + " TEMPLATE " + quote_identifier(from) +
                   strategy);
    made_.insert(name);
}

void Databases::drop(const std::string& name) {
    admin_.command("DROP DATABASE IF EXISTS " + quote_identifier(name) + " WITH (FORCE)");
    made_.erase(name);
}

Session Databases::connect(const std::string& name) const {
    return Session(server_.with("dbname", name));
}

}  // namespace migration
