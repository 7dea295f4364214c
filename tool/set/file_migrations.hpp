#pragma once

// Which migration a line of a file belongs to. A file may hold several, one below the other.

#include <map>
#include <string>

#include "set/migration.hpp"

namespace migration {

class FileMigrations {
public:
    // Of the files that up and verify scripts are in, as messages name them. The set must outlive
    // it.
    static FileMigrations of_ups(const MigrationSet& set);
    static FileMigrations of_downs(const MigrationSet& set);

    // The migration that has the line; null in a file without any.
    const Migration* at(const std::string& file, int line) const;
    // Whether the file has more than one.
    bool is_shared(const std::string& file) const;

private:
    void add(const std::string& file, int first_line, const Migration& migration);

    std::map<std::string, std::map<int, const Migration*>> by_first_line_;
};

// Where the script's text begins in its file, from 1.
int first_line_of(const Script& script);

}  // namespace migration
