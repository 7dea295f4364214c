#pragma once

// What the ledger and its audit table are to have of a migration, before anything has run.

#include <string>

#include "ledger/ledger.hpp"
#include "set/migration.hpp"

namespace migration {

// What the ledger is to have of an applied migration.
LedgerRow ledger_row(const Migration& migration, const std::string& fingerprint);
// What the audit table is to have of something that was done with it.
LogRow log_row(const LedgerRow& row, const char* action);

}  // namespace migration
