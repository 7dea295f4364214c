#pragma once

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Once more from the start, only up and all in one session, as one run of production goes. Fills `straight`
// and its findings: a migration that makes something else here than by itself depends on what those before it
// leave in the session. Puts into the verdicts what each migration writes in the catalogues, where it makes
// the same. Sets that change what belongs to the whole server need another server for it.
void run_straight(Stage& stage, RunVerdict& run);

}  // namespace migration
