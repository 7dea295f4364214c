#pragma once

// For layouts with one file a migration, whose sections are its scripts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/sections.hpp"
#include "set/source_files.hpp"

namespace migration {

struct FileName {
    std::string version;
    std::string slug;
};

// Identity by the file's name, or nothing if it does not fit.
using ReadName = std::optional<FileName> (*)(std::string_view path);

// Drafts in the order of the files' paths. Reports names that do not fit `pattern`, and versions
// taken twice.
std::vector<Draft> cut_files(const SourceFiles& sources, ReadName name, std::string_view pattern,
                             const SectionGrammar& grammar, Problems& problems);

// Digits, then anything, then .sql: "001_users.sql" has version "001" and slug "users". Not in a
// folder.
std::optional<FileName> numbered_sql_file(std::string_view path);

// The problem of a script in another language than SQL.
Problem script_in_other_language(const std::string& shown, std::string_view language);

}  // namespace migration
