#pragma once

// What is heard of migrations while they run, for whoever shows or records it.

#include <chrono>
#include <string>

#include "apply/activity.hpp"

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

class RunListener {
public:
    virtual ~RunListener() = default;
    // Again and again while a statement runs for longer than a second.
    virtual void still_running(const RunningStatement&, const Activity&) {}
    virtual void terminated(const Blocker&, bool /*done*/) {}
    virtual void tries_again(const RunningStatement&, const std::string& /*reason*/, int /*tries_left*/,
                             std::chrono::milliseconds /*pause*/) {}
    // Something that was done besides the script's own statements.
    virtual void remarks(const std::string& /*text*/) {}
};

}  // namespace migration
