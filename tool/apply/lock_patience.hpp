#pragma once

// Decides how often and after which pauses the engine retries after a lock time-out or a deadlock.

#include "apply/limits.hpp"
#include "apply/run_listener.hpp"
#include "apply/script_runner.hpp"

namespace migration {

class LockPatience {
public:
    LockPatience(const Limits& limits, RunListener& listener)
        : left_(limits.lock_retries), listener_(listener) {}

    // Pauses and returns true for another try, else false. Throws Error if a signal comes in the
    // pause.
    bool tries_again(const ScriptError& error, const RunningStatement& statement);

private:
    int left_;
    int tried_ = 0;
    RunListener& listener_;
};

}  // namespace migration
