#pragma once

// The five checks of one migration.

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The trial has the state before migration number `index` (from 0). Afterwards it has the state
// after that migration, whatever the checks found; only a failing up leaves it in the state before.
MigrationVerdict examine(Stage& stage, std::size_t index);

}  // namespace migration
