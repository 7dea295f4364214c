#pragma once

// Files of other tools that hold both directions, or more than one script, separated by comments or
// names that no layout here reads. As a plain script such a file would undo its own work.

#include "set/source_files.hpp"

namespace migration {

// Throws Error (usage) for the first such file. Lines are looked at as text: a marker inside a
// string or COPY data is refused, too.
void refuse_foreign_files(const SourceFiles& sources);

}  // namespace migration
