#pragma once

// What the engine must know of one statement of a script. Computed where libpg_query is (build time), carried
// inside the packaged runner, used wherever scripts run.

#include <cstddef>
#include <string>

namespace migration {

enum class StatementKind {
    plain,           // anything that only runs
    query,           // SELECT, VALUES, TABLE, WITH … SELECT: its rows matter in verify scripts
    copy_in,         // COPY … FROM stdin, with its data behind it
    begin,           // BEGIN, START TRANSACTION
    commit,          // COMMIT, END
    control,         // any other transaction control
    self_record,     // writes the ledger's own table: left to the ledger
    ledger_change,   // alters, drops or empties the ledger's own table
    no_transaction,  // refuses to run inside a transaction block
};

struct Statement {
    std::size_t offset = 0;  // bytes from the script's start; no leading comments, no semicolon
    std::size_t length = 0;
    std::size_t data_offset = 0;  // COPY data, without the final `\.` line
    std::size_t data_length = 0;
    int line = 1;  // in the script's file
    StatementKind kind = StatementKind::plain;
    // Not sent to the server: an outer BEGIN or COMMIT, or a row that the ledger writes itself.
    bool left_out = false;
};

// What CREATE INDEX CONCURRENTLY makes.
struct ConcurrentIndex {
    int statement = 0;  // its number in the script, from 1
    std::string index;  // as it is in the catalogue; empty where the server chooses the name
    std::string table;  // quoted, with its schema where the script names one
};

}  // namespace migration
