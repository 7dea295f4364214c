#pragma once

// The databases of one validation on one server: copies of each other, dropped with the object
// unless
// --keep keeps them. On an external server their names have a prefix.

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
    // Renames the database, which must have no sessions, and does not drop it any more.
    void set_aside(const std::string& name, const std::string& new_name);
    Session connect(const std::string& name) const;

    int server_major() const { return admin_.server_major(); }
    std::string server_version() const { return admin_.server_version_text(); }

    // True if the session that creates and drops databases still works.
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
