#pragma once

// Puts a backup back: always into a new database, so that nothing is lost when it fails, or later.

#include <filesystem>
#include <string>

#include "postgres/session.hpp"

namespace migration {

class Restore {
public:
    // Finds pg_restore and looks at the file. Throws Error (usage) when one of them is not fit.
    Restore(const ConnectionSettings& settings, Session& session, std::filesystem::path file);

    // Throws Error (failed) with pg_restore's words; the new database is gone then.
    void into_new_database(const std::string& name) const;
    // The backup takes the database's name; the database keeps all it has under the name that is
    // given back. Sessions on it are ended.
    std::string in_place(const std::string& database) const;

private:
    void create_like(Session& session, const std::string& name, const std::string& model) const;
    void copy_settings(Session& session, const std::string& name, const std::string& model) const;
    void fill(const std::string& name) const;

    ConnectionSettings settings_;
    std::string database_;
    std::filesystem::path file_;
    std::filesystem::path program_;
};

}  // namespace migration
