#pragma once

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Runs all up scripts from the start in one session, like one run in production. Fills `straight`
// and its findings: a migration with another result than in its own session depends on what earlier
// migrations leave in the session. If the result is the same, adds the footprint of the migration
// to its verdict. Sets that change objects of the whole server need another server for this.
void run_straight(Stage& stage, RunVerdict& run);

}  // namespace migration
