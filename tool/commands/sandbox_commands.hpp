#pragma once

// The commands below `sandbox`.

#include "commands/command_line.hpp"

namespace migration {

void add_sandbox_run(Command& sandbox);
void add_sandbox_list(Command& sandbox);
void add_sandbox_sweep(Command& sandbox);

}  // namespace migration
