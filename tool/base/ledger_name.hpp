#pragma once

#include <cstddef>
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

// Behind the name of the longest ledger there is room for "_log".
inline constexpr std::size_t longest_ledger = 59;

// Reads "schema.table"; nothing for another shape, or for a table with a longer name.
std::optional<LedgerName> ledger_named(std::string_view text,
                                       std::size_t longest_table = longest_ledger);

}  // namespace migration
