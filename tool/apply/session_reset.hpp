#pragma once

// Takes back what a script has left in its session: nothing of it may reach the ledger or the next script.

#include <string>

#include "base/error.hpp"
#include "ledger/set_lock.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"
#include "set/migration.hpp"

namespace migration {

class SessionReset {
public:
    // `lock_timeout` is for what we do ourselves behind a script, in its transaction.
    SessionReset(Session& session, std::string lock_timeout);
    // The lock that each transaction is to hold when it ends.
    void use_lock(const SetLock& lock) { lock_ = &lock; }

    // Tells what runs before the next reset.
    void expect(const Script& script, const Script* verify = nullptr);
    // Settings, role, cursors, temporary tables, listeners; what the script has prepared goes, too, and our
    // own stays.
    Prepared reset();
    // The same as statements of `batch`, in the transaction that the batch opens or continues. Runs the batch
    // only if the script may have prepared statements.
    Prepared reset(Batch& batch);

    // What was prepared behind the last reset is there.
    void prepared() { knows_prepared_ = true; }
    // The transaction failed with `error`. True where trying again mends it: the script had dropped what we
    // had prepared, in a way that its text does not show.
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
