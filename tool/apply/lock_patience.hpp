#pragma once

// How often, and after which pauses, what met a lock time-out or a deadlock is tried again.

#include "apply/limits.hpp"
#include "apply/run_listener.hpp"
#include "apply/script_runner.hpp"

namespace migration {

class LockPatience {
public:
    LockPatience(const Limits& limits, RunListener& listener)
        : left_(limits.lock_retries), listener_(listener) {}

    // After a pause, true when it is worth another try. Throws Error when a signal came meanwhile.
    bool tries_again(const ScriptError& error, const RunningStatement& statement);

private:
    int left_;
    int tried_ = 0;
    RunListener& listener_;
};

}  // namespace migration
