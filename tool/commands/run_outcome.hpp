#pragma once

// What a run came to, and the commands that want to know.

#include <functional>
#include <string>

#include "apply/run.hpp"
#include "commands/run_options.hpp"

namespace migration {

struct RunOutcome {
    std::string action;  // up, down
    std::string set;
    RunRecord record = {};
};

// Does `work` and calls the hook that fits how it ended; an Error goes on to the caller. A hook that fails is
// told on stderr and changes nothing else.
int run_with_hooks(const RunOptions& options, RunOutcome& outcome, const std::function<int()>& work);
// The same for a run that only tries or shows what it would do.
int run_without_hooks(const RunOptions& options, const std::function<int()>& work);

}  // namespace migration
