#pragma once

// From a file's text to a Script: annotations, statements, and who runs what.

#include <string>

#include "base/ledger_name.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// `shown` is the file as messages name it, `file` as the set keeps it. Problems found are appended.
Script make_script(std::string text, const std::string& file, const std::string& shown,
                   const LedgerName& ledger, Problems& problems);

// A verify script runs in its migration's own transaction: reports what would end or begin one.
void check_verify(const Script& verify, const std::string& shown, Problems& problems);

}  // namespace migration
