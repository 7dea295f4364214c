#pragma once

// The whole chain: all downs from the last state to the first, all ups back again.

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// Each state must equal the state seen before. An irreversible migration splits the chain; each
// part is walked by itself. Expects that every migration passed. Fills `chain` and
// `chain_findings`.
void walk_chain(Stage& stage, RunVerdict& run);

}  // namespace migration
