#pragma once

// The databases of one validation on one server: made from one another, dropped with the object unless they
// are to be kept. On a server that is not ours alone their names have a prefix.

#include <set>
#include <string>

#include "postgres/session.hpp"
#include "validate/trial_server.hpp"

namespace migration {

class Databases {
public:
    explicit Databases(TrialServer server);
    ~Databases();
    Databases(const Databases&) = delete;
    Databases& operator=(const Databases&) = delete;

    void create(const std::string& name);
    // A copy, byte for byte. Nobody may be connected to `from`.
    void clone(const std::string& from, const std::string& name);
    void drop(const std::string& name);
    // Nobody may be connected to it. It is not dropped any more.
    void set_aside(const std::string& name, const std::string& new_name);
    Session connect(const std::string& name) const;

    int server_major() const { return admin_.server_major(); }

    // Whether the session that makes and drops them goes on.
    bool answers();

    bool are_kept() const { return server_.keep_databases; }

private:
    Session& admin();
    std::string quoted(const std::string& name) const;
    void copy_settings(const std::string& from, const std::string& name);
    void set_settings(const std::string& from, const std::string& name);
    const char* strategy() const;

    TrialServer server_;
    Session admin_;
    std::set<std::string> made_;
};

}  // namespace migration
