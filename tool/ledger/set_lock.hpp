#pragma once

// The advisory lock that lets one runner at a time change what a database has of a set. Held by the session:
// the server gives it back when the runner dies.

#include <chrono>
#include <string>

#include "postgres/session.hpp"
#include "sql/split.hpp"

namespace migration {

class SetLock {
public:
    // Tries until `limit` has passed, then throws Error (lock_busy) with who holds it. Polling, because a
    // waiting session would block CREATE INDEX CONCURRENTLY in the holder.
    SetLock(Session& session, const LedgerName& ledger, const std::string& set,
            std::chrono::milliseconds limit);
    ~SetLock();
    SetLock(const SetLock&) = delete;
    SetLock& operator=(const SetLock&) = delete;

private:
    Session& session_;
    std::string key_;
};

}  // namespace migration
