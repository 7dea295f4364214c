#pragma once

// psql's dialect: turns a script with commands of psql into the SQL that psql would send. The rules
// are those of PostgreSQL 18, src/bin/psql: mainloop.c, command.c, and fe_utils/psqlscan.l.

#include <filesystem>
#include <set>

#include "set/draft.hpp"
#include "set/problem.hpp"

namespace migration {

// A script is in the dialect if a command of psql, a backslash, stands in it outside strings,
// quoted names, comments and data of COPY. Any other script stays as it is.
//
// Files are looked for in `folder`; those that were read are added to `read`. A command that the
// tool does not run is reported, and so is a value that only a server knows, by the rule
// "psql-command"; then the text stays as it is, and `cannot_run` says so.
void translate_psql(DraftScript& draft, const std::filesystem::path& folder,
                    std::set<std::filesystem::path>& read, Problems& problems);

}  // namespace migration
