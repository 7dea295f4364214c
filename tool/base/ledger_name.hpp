#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migration {

// The table that holds what has been applied; its log is beside it, named TABLE_log.
struct LedgerName {
    std::string schema = "public";
    std::string table = "schema_migrations";
    bool operator==(const LedgerName&) const = default;
};

// Reads "schema.table"; nothing for another shape, or for a table whose log would have too long a
// name.
std::optional<LedgerName> ledger_named(std::string_view text);

}  // namespace migration
