#pragma once

// Go templates in scripts: their tools put in values that stand outside the files.

#include <string_view>

#include "set/draft.hpp"
#include "set/problem.hpp"

namespace migration {

// Reports the first `{{` of the script, by the rule "template".
void report_template(const DraftScript& script, Problems& problems);

}  // namespace migration
