#pragma once

// Checks that a script does not change the ledger's rows of other migrations.

#include <initializer_list>
#include <string>

#include "apply/script_runner.hpp"
#include "ledger/ledger.hpp"
#include "postgres/session.hpp"

namespace migration {

class LedgerCheck {
public:
    // All arguments must live until the transaction has ended.
    LedgerCheck(Session& session, Ledger& ledger, const Script& script, const std::string& directory);

    // remember() goes before the script and compare() after it, in the script's transaction. Both are
    // queued: the next query sends them, and throws ScriptError if the rows have changed. Without
    // remember() only an emptied ledger is found, if it `was_there` before. Scripts that cannot change
    // rows are not checked.
    void remember() const;
    void compare(bool was_there) const;

    // The error for a script that drops the ledger.
    ScriptError dropped() const;

private:
    ScriptError harmed(std::initializer_list<const char*> words, const std::string& does) const;

    Session& session_;
    Ledger& ledger_;
    const Script& script_;
    const std::string& directory_;
    bool may_change_rows_;
};

}  // namespace migration
