#pragma once

#include <string>

namespace migration {

// The table that holds what has been applied; its log is beside it, named TABLE_log.
struct LedgerName {
    std::string schema = "public";
    std::string table = "schema_migrations";
    bool operator==(const LedgerName&) const = default;
};

}  // namespace migration
