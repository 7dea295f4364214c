#pragma once

// Makes a Script from a file's text: annotations, statements, and which statements the runner
// replaces.

#include <string>

#include "base/ledger_name.hpp"
#include "set/draft.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// Problems found are appended.
Script make_script(DraftScript draft, const LedgerName& ledger, Problems& problems);

// Reports statements of a verify script that begin or end a transaction: the script runs in the
// transaction of its migration. Where its work is undone, BEGIN, COMMIT and ROLLBACK may be there.
void check_verify(const Script& verify, const std::string& shown, Problems& problems);

}  // namespace migration
