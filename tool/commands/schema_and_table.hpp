#pragma once

#include <cstddef>
#include <string>

#include "base/ledger_name.hpp"

namespace migration {

// "SCHEMA.TABLE", the value of `option`, where the table's name has at most `longest` bytes. Throws
// Error (usage) for anything else.
LedgerName schema_and_table(const std::string& option, const std::string& value,
                            std::size_t longest = 63);

}  // namespace migration
