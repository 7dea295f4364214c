#pragma once

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Once more from the start, and only up, as production goes: puts into the verdicts what each migration
// writes in the catalogues then, where it makes the same of the schema as it did in its own verdict. Not for
// sets that change what belongs to the whole server.
void run_straight(Stage& stage, RunVerdict& run);

}  // namespace migration
