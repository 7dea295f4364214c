#pragma once

// The rows for the ledger and its audit table, built before a migration runs.

#include <string>

#include "ledger/ledger.hpp"
#include "set/migration.hpp"

namespace migration {

// The ledger's row for an applied migration.
LedgerRow ledger_row(const Migration& migration, const std::string& fingerprint);
// The audit table's row for an action on that migration.
LogRow log_row(const LedgerRow& row, const char* action);

}  // namespace migration
