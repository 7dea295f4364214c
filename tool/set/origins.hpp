#pragma once

// The lines of a script in psql's dialect are not those of its file: this puts the file's into what
// was made of the text.

#include <cstddef>

#include "set/migration.hpp"
#include "set/problem.hpp"

namespace migration {

// In the statements of the script, and in the problems from number `first` on, which are its own.
void restore_places(Script& script, Problems& problems, std::size_t first);

}  // namespace migration
