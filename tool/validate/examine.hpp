#pragma once

// The five checks of one migration.

#include "validate/stage.hpp"
#include "validate/verdict.hpp"

namespace migration {

// The trial stands before migration number `index` (from 0) and afterwards stands behind it, whatever the
// checks found; only a migration whose up fails leaves it where it was.
MigrationVerdict examine(Stage& stage, std::size_t index);

}  // namespace migration
