#pragma once

// Watches the statement that a session runs. Every second the listener gets its time and the
// sessions that block it.

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

    // The next statement. `pid` is the server process that runs it; 0 if unknown, and then blockers
    // are not reported.
    void follow(RunningStatement statement, long long pid);
    const RunningStatement& statement() const { return statement_; }
    // Called with a second session every few seconds while a statement runs; its exceptions are
    // ignored.
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
