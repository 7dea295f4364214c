#pragma once

// Checks that a script does not change the ledger's rows of other migrations.

#include <initializer_list>
#include <string>

#include "apply/script_runner.hpp"
#include "ledger/ledger.hpp"
#include "postgres/batch.hpp"

namespace migration {

class LedgerCheck {
public:
    // All arguments must live until the transaction has ended.
    LedgerCheck(Ledger& ledger, const Script& script, const std::string& directory);

    // remember() goes before the script and compare() after it, in the script's transaction:
    // statements of `batch`, whose run() throws ScriptError if the rows have changed. Without
    // remember() only an emptied ledger is found, if it `was_there` before. A script that cannot
    // change rows adds no statement.
    void remember(Batch& batch) const;
    void compare(Batch& batch, bool was_there) const;

    // The error for a script that drops the ledger.
    ScriptError dropped() const;

private:
    ScriptError harmed(std::initializer_list<const char*> words, const std::string& does) const;

    Ledger& ledger_;
    const Script& script_;
    const std::string& directory_;
    bool may_change_rows_;
};

}  // namespace migration
