#pragma once

// Lets one runner at a time change what a database has of a set: an advisory lock of the session, which the
// server gives back when the runner dies.
//
// A script may give up its session's locks, as by DISCARD ALL. So each transaction holds the lock for itself,
// too (hold()), and takes the session's again before it ends (again()).
//
// Behind a pooler a session's lock would stay with a connection that is another client's next. There each
// transaction has nothing but its own, and a script that cannot run in one keeps a lease in the ledger: a row
// with a sign of life, which others respect until it is old.

#include <chrono>
#include <string>

#include "ledger/ledger.hpp"
#include "postgres/batch.hpp"
#include "postgres/session.hpp"

namespace migration {

class SetLock {
public:
    // Tries until `limit` has passed, then throws Error (lock_busy) with who holds it. Polling, because a
    // waiting session would block CREATE INDEX CONCURRENTLY in the holder.
    SetLock(Session& session, Ledger& ledger, std::chrono::milliseconds limit);
    ~SetLock();
    SetLock(const SetLock&) = delete;
    SetLock& operator=(const SetLock&) = delete;

    // Whether it is behind a pooler.
    bool is_per_transaction() const { return per_transaction_; }
    // In an open transaction, until its end. Throws as the constructor does.
    void hold();
    // The same as a statement of `batch`, where the session has the lock already. If another runner has the
    // lock, the server leaves out the rest of the batch, and Batch::run() throws Error (lock_busy).
    void hold(Batch& batch);
    // Between two tries of a transaction. Throws Error (lock_busy) where the first has given up the session's
    // lock: no one knows what another runner has done since.
    void require_session();
    // The statement that takes the session's lock where it holds the transaction's; empty behind a pooler.
    std::string again() const;
    // Until no runner has a lease. Throws as the constructor does.
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
