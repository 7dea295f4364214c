#pragma once

// What a ledger would say of a set.

#include <vector>

#include "ledger/ledger.hpp"
#include "set/migration.hpp"

namespace migration {

// Rows of the migrations with these numbers, from 1.
inline std::vector<LedgerRow> rows_of(const MigrationSet& set,
                                      std::initializer_list<std::size_t> numbers) {
    std::vector<LedgerRow> rows;
    for (const auto number : numbers) {
        const auto& migration = set.migrations.at(number - 1);
        LedgerRow row;
        row.version = migration.version;
        row.slug = migration.slug;
        row.checksum = migration.up.checksum;
        row.down_sql = "DROP TABLE " + migration.slug + ";";
        rows.push_back(row);
    }
    return rows;
}

}  // namespace migration
