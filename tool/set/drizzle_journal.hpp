#pragma once

// The meta/_journal.json that Drizzle keeps beside its scripts. The rules are those of drizzle-orm
// at b786252, drizzle-orm/src/migrator.ts and src/pg-core/dialect.ts.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "set/problem.hpp"

namespace migration {

struct JournalEntry {
    std::string tag;        // the script's name without .sql
    std::int64_t when = 0;  // milliseconds
    int line = 0;
};

// The entries as they stand there, which is the order in which Drizzle runs them. Reports what is
// no journal, by the rule "journal", and one for another database.
std::vector<JournalEntry> read_journal(std::string_view text, const std::string& shown,
                                       Problems& problems);

}  // namespace migration
