#pragma once

// Follows the statement that a session runs: whoever listens hears of it every second, with what it waits
// for.

#include <functional>

#include "apply/activity.hpp"
#include "apply/limits.hpp"
#include "apply/run_listener.hpp"
#include "postgres/session.hpp"

namespace migration {

class StatementWatch {
public:
    StatementWatch(Session& session, RunListener& listener, bool terminate_blockers);
    ~StatementWatch();
    StatementWatch(const StatementWatch&) = delete;
    StatementWatch& operator=(const StatementWatch&) = delete;

    // The next statement. `pid` is the server process that runs it, 0 where that is not known: then nothing
    // is told of what it waits for.
    void follow(RunningStatement statement, long long pid);
    const RunningStatement& statement() const { return statement_; }
    // Called with another session every few seconds while a statement runs; what it throws is dropped.
    void on_beat(std::function<void(Session&)> beat) { beat_ = std::move(beat); }

private:
    void look();

    Session& session_;
    RunListener& listener_;
    bool terminate_blockers_;
    ActivityReader activity_;
    RunningStatement statement_;
    long long pid_ = 0;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point last_beat_;
    std::function<void(Session&)> beat_;
};

}  // namespace migration
