#pragma once

// The processes of this machine as everybody sees them.

#include <string>
#include <vector>

namespace migration {

struct Process {
    int id = 0;
    std::string arguments;  // joined by spaces
};

std::vector<Process> process_list();

}  // namespace migration
