#pragma once

// What the engine must know of one statement of a script. Computed where libpg_query is (build
// time), carried inside the packaged runner, used wherever scripts run.

#include <cstddef>
#include <string>

namespace migration {

enum class StatementKind {
    plain,           // anything that only runs
    query,           // SELECT, VALUES, TABLE, WITH … SELECT: its rows matter in verify scripts
    copy_in,         // COPY … FROM stdin, with its data behind it
    begin,           // BEGIN, START TRANSACTION
    commit,          // COMMIT, END
    control,         // PREPARE TRANSACTION and what becomes of it
    self_record,     // writes the ledger's own table: left to the ledger
    ledger_change,   // alters, drops or empties the ledger's own table
    no_transaction,  // refuses to run inside a transaction block
    commit_chain,    // COMMIT AND CHAIN
    roll_back,       // ROLLBACK, ABORT
    roll_back_chain,
    within_transaction,   // runs only there: SAVEPOINT, RELEASE, ROLLBACK TO, LOCK, DECLARE without
                          // HOLD
    setting,              // SET and RESET
    transaction_setting,  // SET TRANSACTION and the like: how the present transaction runs
    read_only,            // the same, so that it may write nothing
    begin_read_only,      // BEGIN READ ONLY
};

// Whether the statement begins or ends a transaction.
inline bool controls_transaction(StatementKind kind) {
    switch (kind) {
        case StatementKind::begin:
        case StatementKind::commit:
        case StatementKind::control:
        case StatementKind::commit_chain:
        case StatementKind::roll_back:
        case StatementKind::roll_back_chain:
        case StatementKind::begin_read_only:
            return true;
        default:
            return false;
    }
}

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

inline bool begins_transaction(StatementKind kind) {
    return kind == StatementKind::begin || kind == StatementKind::begin_read_only;
}

// Where the work of a verify script is undone: what begins a part of it, and what ends one.
inline bool bounds_undone_work(StatementKind kind) {
    return begins_transaction(kind) || kind == StatementKind::commit ||
           kind == StatementKind::roll_back;
}

inline bool is_setting(StatementKind kind) {
    return kind == StatementKind::setting || kind == StatementKind::transaction_setting ||
           kind == StatementKind::read_only;
}

// What CREATE INDEX CONCURRENTLY makes.
struct ConcurrentIndex {
    int statement = 0;  // its number in the script, from 1
    std::string index;  // as it is in the catalogue; empty where the server chooses the name
    std::string table;  // quoted, with its schema where the script names one
};

}  // namespace migration
