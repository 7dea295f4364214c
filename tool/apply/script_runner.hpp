#pragma once

// Runs a script on a session, statement by statement, and says where it failed.

#include <functional>

#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

// Runs the statements from number `first` (from 0, left-out ones counted); `after` hears the number of each
// that is done. Throws Error with `file:line:` and the server's words. `directory` is put before file names.
void run_script(Session& session, const Script& script, const std::string& directory, int first = 0,
                const std::function<void(int)>& after = {});

// Runs a verify script: each statement must succeed, each query must return a row, and a first column of type
// boolean must be true in every row. Throws Error otherwise.
void run_verify(Session& session, const Script& script, const std::string& directory);

// An error that concerns the script as a whole, as a deferred constraint does: `file: ` and the server's
// words.
Error script_error(const Script& script, const std::string& directory, const SqlError& error);

// The statements that are sent to the server, from number `first` on, as one text.
std::string effective_sql(const Script& script, int first = 0);

}  // namespace migration
