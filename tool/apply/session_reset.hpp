#pragma once

// Resets the session after a script, so that no setting of it affects the ledger or the next
// script.

#include <string>

#include "base/error.hpp"
#include "ledger/set_lock.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class SessionReset {
public:
    // `lock_timeout` holds for the engine's own statements after a script, in its transaction.
    SessionReset(Session& session, std::string lock_timeout);
    // The lock that each transaction must hold when it ends.
    void use_lock(const SetLock& lock) { lock_ = &lock; }

    // The script that runs before the next reset.
    void expect(const Script& script, const Script* verify = nullptr);
    // Resets settings, role, cursors, temporary tables and listeners. Drops the script's prepared
    // statements, and keeps the engine's.
    Prepared reset();
    // The same as statements of `batch`, in the transaction that the batch opens or continues. Runs
    // the batch only if the script may have prepared statements.
    Prepared reset(Batch& batch);

    // The engine's prepared statements exist again since the last reset.
    void prepared() { knows_prepared_ = true; }
    // The transaction failed with `error`. True if another try helps: the script had dropped the
    // engine's prepared statements, and its text did not show that.
    bool failed(const Error& error);

private:
    Prepared take_back(Batch& batch, bool in_transaction);

    Session& session_;
    std::string lock_timeout_;
    const SetLock* lock_ = nullptr;
    bool may_prepare_ = true;
    bool knows_prepared_ = false;
};

}  // namespace migration
