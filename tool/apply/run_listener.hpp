#pragma once

// The events of a run, for code that shows or records them.

#include <chrono>
#include <string>

#include "apply/activity.hpp"
#include "snapshot/snapshot.hpp"

namespace migration {

struct RunningStatement {
    std::string action;  // up, down
    std::string version;
    std::string slug;
    std::string place;  // "file:line"
    std::string sql;    // one line
    int number = 0;     // the statement's number in the script, from 1
    int count = 0;
    std::chrono::milliseconds elapsed{0};
};

struct ServerNotice {
    std::string severity;
    std::string message;
    std::string place;  // "file:line" of the statement
};

class RunListener {
public:
    virtual ~RunListener() = default;
    // Every second while a statement runs.
    virtual void still_running(const RunningStatement&, const Activity&) {}
    virtual void terminated(const Blocker&, bool /*done*/) {}
    virtual void tries_again(const RunningStatement&, const std::string& /*reason*/,
                             int /*tries_left*/, std::chrono::milliseconds /*pause*/) {}
    // An object differs from what validation saw; the run fails because of it.
    virtual void drifted(const Change&) {}
    // A message of the server while the script ran: NOTICE, WARNING or INFO, on one line.
    virtual void noticed(const ServerNotice&) {}
    // Before the first change: what may fail, and what would prevent that.
    virtual void warns(const std::string& /*text*/, const std::string& /*hint*/) {}
    // How a step ended: done, with its milliseconds; done by another runner; failed.
    virtual void done(const std::string& /*version*/, const std::string& /*slug*/,
                      long long /*milliseconds*/) {}
    virtual void skipped(const std::string& /*version*/, const std::string& /*slug*/) {}
    virtual void failed(const std::string& /*version*/, const std::string& /*slug*/,
                        const std::string& /*error*/) {}
    // The run goes on in another direction: up, down.
    virtual void turns(const std::string& /*action*/) {}
    // The run has ended; `steps` of the `planned` steps are done.
    virtual void finish(const std::string& /*set*/, std::size_t /*steps*/,
                        std::size_t /*planned*/) {}
    // A fact about the database, before the first change.
    virtual void notes(const std::string& /*text*/) {}
    // An action of the runner besides the statements of the script.
    virtual void remarks(const std::string& /*text*/) {}
};

}  // namespace migration
