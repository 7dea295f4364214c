#pragma once

// Whether a script has changed what the ledger holds of other migrations: that is not its own.

#include <initializer_list>
#include <string>

#include "apply/script_runner.hpp"
#include "ledger/ledger.hpp"
#include "postgres/batch.hpp"

namespace migration {

class LedgerCheck {
public:
    // All of them must live until the transaction has ended.
    LedgerCheck(Ledger& ledger, const Script& script, const std::string& directory);

    // Before and behind the script, in its transaction: statements of `batch`, whose run() throws ScriptError
    // if the rows have changed. Without remember() only a ledger that was emptied is seen, and only if the
    // ledger `was_there` before the transaction. A script that can change no rows adds no statement.
    void remember(Batch& batch) const;
    void compare(Batch& batch, bool was_there) const;

    // What is said of a script that drops the ledger.
    ScriptError dropped() const;

private:
    ScriptError harmed(std::initializer_list<const char*> words, const std::string& does) const;

    Ledger& ledger_;
    const Script& script_;
    const std::string& directory_;
    bool may_change_rows_;
};

}  // namespace migration
