#pragma once

// The databases of one validation on one server: made from one another, dropped with the object.

#include <set>
#include <string>

#include "postgres/session.hpp"

namespace migration {

class Databases {
public:
    explicit Databases(ConnectionSettings server);
    ~Databases();
    Databases(const Databases&) = delete;
    Databases& operator=(const Databases&) = delete;

    void create(const std::string& name);
    // A copy, byte for byte. Nobody may be connected to `from`.
    void clone(const std::string& from, const std::string& name);
    void drop(const std::string& name);
    Session connect(const std::string& name) const;

    int server_major() const { return admin_.server_major(); }

private:
    ConnectionSettings server_;
    Session admin_;
    std::set<std::string> made_;
};

}  // namespace migration
