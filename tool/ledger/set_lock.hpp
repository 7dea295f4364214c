#pragma once

// Lets one runner at a time change what a database has of a set: an advisory lock of the session, which the
// server gives back when the runner dies.
//
// Behind a pooler a session's lock would stay with a connection that is another client's next. There each
// transaction takes the lock for itself (hold()), and a script that cannot run in one keeps a lease in the
// ledger: a row with a sign of life, which others respect until it is old.

#include <chrono>
#include <string>

#include "ledger/ledger.hpp"
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

    // Behind a pooler each transaction must hold().
    bool is_per_transaction() const { return per_transaction_; }
    // In an open transaction, until its end. Throws as the constructor does.
    void hold();
    // Until no runner has a lease. Throws as the constructor does.
    void wait_for_lease();

private:
    template <typename Try>
    void poll(const Try& attempt);
    bool try_session();
    void release();
    std::string holder();

    Session& session_;
    Ledger& ledger_;
    std::string key_;
    std::chrono::milliseconds limit_;
    bool per_transaction_;
};

}  // namespace migration
