#pragma once

// Lets one runner at a time apply or undo migrations of a set in a database. The lock is an
// advisory lock of the session; the server releases it when the runner dies.
//
// A script may release the locks of its session, for instance by DISCARD ALL. So each transaction
// also takes the lock for itself (hold()), and takes the session's lock again before it ends
// (again()).
//
// Behind a pooler another client may get the connection next, and a session's lock with it. There
// only the transactions take the lock. A script that cannot run in a transaction keeps a lease in
// the ledger: a row with a heartbeat, which other runners respect until the heartbeat is old.

#include <chrono>
#include <string>

#include "ledger/ledger.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"

namespace migration {

class SetLock {
public:
    // Polls until `limit` has passed, then throws Error (lock_busy) with the holder. It polls
    // because a waiting session would block CREATE INDEX CONCURRENTLY of the holder.
    SetLock(Session& session, Ledger& ledger, std::chrono::milliseconds limit);
    ~SetLock();
    SetLock(const SetLock&) = delete;
    SetLock& operator=(const SetLock&) = delete;

    // True behind a pooler.
    bool is_per_transaction() const { return per_transaction_; }
    // Takes the lock until the end of the open transaction. Throws as the constructor does.
    void hold();
    // The same as a statement of `batch`, if the session has the lock already. If another runner
    // has the lock, the server leaves out the rest of the batch, and Batch::run() throws Error
    // (lock_busy).
    void hold(Batch& batch);
    // Between two tries of a transaction. Throws Error (lock_busy) if the first try released the
    // session's lock: another runner may have worked since.
    void require_session();
    // The statement that takes the session's lock again while hold() is in effect; empty behind a
    // pooler.
    std::string again() const;
    // Waits until no runner has a lease. Throws as the constructor does.
    void wait_for_lease();

private:
    template <typename Try>
    void poll(const Try& attempt);
    bool try_session();
    void release();
    std::string holder();
    Error given_up() const;

    Session& session_;
    Ledger& ledger_;
    std::string key_;
    std::chrono::milliseconds limit_;
    bool per_transaction_;
};

}  // namespace migration
