#include "adopt/history_lock.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "ledger/advisory_lock.hpp"

namespace migration {

HistoryLock::HistoryLock(Session& session, const FoundHistory& found,
                         std::chrono::milliseconds limit)
    : session_(session), tool_(found.tool->name) {
    if (found.tool->lock_keys == nullptr) return;
    for (const auto key : found.tool->lock_keys(found.table, session.database()))
        keys_.push_back(std::to_string(key));
    if (session_.is_pooled()) return;
    take("pg_try_advisory_lock", limit);
    of_session_ = true;
}

HistoryLock::~HistoryLock() {
    if (!of_session_ || !session_.connected()) return;
    try {
        session_.roll_back();
        for (const auto& key : keys_)
            session_.rows("SELECT pg_catalog.pg_advisory_unlock($1::bigint)", {key});
    } catch (const std::exception&) {
        // The session is gone or broken: the server gives the lock back when we disconnect.
    }
}

void HistoryLock::hold() {
    take("pg_try_advisory_xact_lock", std::chrono::milliseconds(0));
}

void HistoryLock::take(const std::string& function, std::chrono::milliseconds limit) {
    for (const auto& key : keys_) take(function, key, limit);
}

// A session that waits inside the server would block CREATE INDEX CONCURRENTLY of the holder.
void HistoryLock::take(const std::string& function, const std::string& key,
                       std::chrono::milliseconds limit) {
    const std::string attempt = "SELECT pg_catalog." + function + "($1::bigint)";
    const auto deadline = std::chrono::steady_clock::now() + limit;
    std::chrono::milliseconds wait(20);
    while (!session_.rows(attempt, {key}).is_true(0, 0)) {
        if (std::chrono::steady_clock::now() >= deadline)
            throw Error(ErrorKind::lock_busy,
                        tool_ + " is at work, and holds its lock: " +
                            lock_holder(session_, key).value_or("a process that has just ended"),
                        "wait for it and try again, or wait longer with --lock-wait");
        pause_unless_interrupted(wait);
        wait = std::min(wait * 2, std::chrono::milliseconds(500));
    }
}

}  // namespace migration
