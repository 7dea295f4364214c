#pragma once

// The advisory lock that another tool takes while it works, taken by us: so the two do not work at
// the same time. Where the tool takes none, nothing happens.
//
// A script may release it with all locks of its session, and behind a pooler a session cannot hold
// one. So the transaction that writes the history takes it for itself, too.

#include <chrono>
#include <string>
#include <vector>

#include "adopt/find_history.hpp"

namespace migration {

class HistoryLock {
public:
    // Polls until `limit` has passed, then throws Error (lock_busy) with the holder.
    HistoryLock(Session& session, const FoundHistory& found, std::chrono::milliseconds limit);
    ~HistoryLock();
    HistoryLock(const HistoryLock&) = delete;
    HistoryLock& operator=(const HistoryLock&) = delete;

    // Until the end of the open transaction. Throws Error (lock_busy) at once, because that
    // transaction may hold what the tool waits for.
    void hold();

private:
    void take(const std::string& function, std::chrono::milliseconds limit);
    void take(const std::string& function, const std::string& key, std::chrono::milliseconds limit);

    Session& session_;
    std::string tool_;
    std::vector<std::string> keys_;  // none: the tool takes no such lock
    bool of_session_ = false;        // what the destructor gives back
};

}  // namespace migration
