#pragma once

#include <string>

#include "sql/split.hpp"

namespace migration {

// The statements that make both tables where they are not there yet.
std::string ledger_definition(const LedgerName& name);

}  // namespace migration
