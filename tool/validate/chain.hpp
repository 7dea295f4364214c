#pragma once

// The whole chain: all downs from the last state to the first, all ups back again.

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Each state must equal the one seen before. A migration that is declared irreversible ends a stretch; each
// stretch is walked on its own. Expects that every migration passed; fills `chain` and `chain_findings`.
void walk_chain(Stage& stage, RunVerdict& run);

}  // namespace migration
