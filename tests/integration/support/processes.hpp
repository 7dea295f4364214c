#pragma once

// The processes of this machine as everybody sees them.

#include <string>
#include <vector>

namespace migration {

// Each one's arguments, joined by spaces.
std::vector<std::string> process_list();

}  // namespace migration
