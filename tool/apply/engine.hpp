#pragma once

// Moves one database up and down a set, a migration at a time. Validation and production use this very code:
// the same statements, the same transactions, the same ledger.

#include <functional>
#include <optional>
#include <string>

#include "ledger/ledger.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class Engine {
public:
    // Called inside the transaction, after the script and its verify script, before the ledger is written.
    // Not called for scripts that run outside a transaction.
    using BeforeRecord = std::function<void(Session&)>;

    Engine(Session& session, Ledger& ledger, std::string directory);

    void on_before_record(BeforeRecord hook) { before_record_ = std::move(hook); }

    // Applies it, whole or not at all; a script that cannot run in a transaction is recorded as incomplete
    // with its position while it runs, and starts behind `statements_done`. A failed try is noted in the
    // audit table before the Error goes on. Returns milliseconds.
    long long up(const Migration& migration, const std::string& fingerprint = "", int statements_done = 0);

    // Undoes it by the set's own script.
    long long down(const Migration& migration);
    // Undoes what this set does not carry, by the script that the ledger keeps.
    long long down(const LedgerRow& row);

private:
    template <typename Work>
    long long attempt(LogRow log, const Work& work);
    long long run_down(LogRow row, const Script& script, const std::string& directory);
    void open_transaction(const Script& script);
    void check_deferred(const Script& script);
    void close_script();
    void record_position(const LedgerRow& row, const std::string& role);

    Session& session_;
    Ledger& ledger_;
    std::string directory_;
    BeforeRecord before_record_;
};

// The version of the tool, as "1.0.0".
std::string tool_version();

}  // namespace migration
