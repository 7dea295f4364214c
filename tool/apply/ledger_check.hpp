#pragma once

// Whether a script has changed what the ledger holds of other migrations: that is not its own.

#include <initializer_list>
#include <string>

#include "apply/script_runner.hpp"
#include "ledger/ledger.hpp"
#include "postgres/session.hpp"

namespace migration {

class LedgerCheck {
public:
    // All of them must live until the transaction has ended.
    LedgerCheck(Session& session, Ledger& ledger, const Script& script, const std::string& directory);

    // Before and behind the script, in its transaction; both go with what is sent next, which throws
    // ScriptError where the rows are others. Without the first only a ledger that was emptied is seen, and
    // only if that `was_there` before the transaction. Nothing is asked for a script that can change no rows.
    void remember() const;
    void compare(bool was_there) const;

    // What is said of a script that drops the ledger.
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
