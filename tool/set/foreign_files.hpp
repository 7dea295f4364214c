#pragma once

// Files of other tools that hold both directions, or more than one script, separated by comments or
// names that the set's layout does not read. As a plain script such a file would undo its own work.

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

// Reports each file with a name of another tool.
void report_foreign_names(const SourceFiles& sources, Problems& problems);

// Reports the first line of the script that divides a file of another tool. Lines are looked at as
// text: a marker inside a string or COPY data is reported, too.
void report_foreign_marker(const DraftScript& script, bool goes_down, Problems& problems);

}  // namespace migration
