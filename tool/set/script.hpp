#pragma once

// Makes a Script from a file's text: annotations, statements, and which statements the runner
// replaces.

#include <string>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// `shown` is the file as messages name it, `file` as the set keeps it. Problems found are appended.
Script make_script(std::string text, const std::string& file, const std::string& shown,
                   const LedgerName& ledger, Problems& problems);

// Reports statements of a verify script that begin or end a transaction: the script runs in the
// transaction of its migration.
void check_verify(const Script& verify, const std::string& shown, Problems& problems);

}  // namespace migration
