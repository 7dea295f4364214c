#pragma once

// What is heard of migrations while they run, for whoever shows or records it.

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
    int number = 0;     // from 1, of the script's
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
    // Again and again while a statement runs for longer than a second.
    virtual void still_running(const RunningStatement&, const Activity&) {}
    virtual void terminated(const Blocker&, bool /*done*/) {}
    virtual void tries_again(const RunningStatement&, const std::string& /*reason*/, int /*tries_left*/,
                             std::chrono::milliseconds /*pause*/) {}
    // An object of the database that is not what validation saw; the run fails because of it.
    virtual void drifted(const Change&) {}
    // What the server said while the script ran: NOTICE, WARNING or INFO, its words on one line.
    virtual void noticed(const ServerNotice&) {}
    // What may fail, found before anything is done, and what would mend it.
    virtual void warns(const std::string& /*text*/, const std::string& /*hint*/) {}
    // How a step has ended: done in so many milliseconds; done by another runner; failed.
    virtual void done(const std::string& /*version*/, const std::string& /*slug*/,
                      long long /*milliseconds*/) {}
    virtual void skipped(const std::string& /*version*/, const std::string& /*slug*/) {}
    virtual void failed(const std::string& /*version*/, const std::string& /*slug*/,
                        const std::string& /*error*/) {}
    // The run has ended with `steps` of the `planned` ones done, so that people know where they stand.
    virtual void finish(const std::string& /*set*/, std::size_t /*steps*/, std::size_t /*planned*/) {}
    // What people should know of the database before anything is done.
    virtual void notes(const std::string& /*text*/) {}
    // Something that was done besides the script's own statements.
    virtual void remarks(const std::string& /*text*/) {}
};

}  // namespace migration
