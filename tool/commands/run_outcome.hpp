#pragma once

// The outcome of a run, and the hooks that get it.

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

// Does `work` and calls the hook that fits how it ended; an Error goes on to the caller. A hook
// that fails is reported on stderr and changes nothing else.
int run_with_hooks(const RunOptions& options, RunOutcome& outcome,
                   const std::function<int()>& work);
// The same for a dry run, which calls no hook.
int run_without_hooks(const RunOptions& options, const std::function<int()>& work);

}  // namespace migration
