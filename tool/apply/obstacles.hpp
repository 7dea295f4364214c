#pragma once

// What would stop a run half-way, found before the first change.

#include <string>
#include <vector>

#include "apply/run_listener.hpp"

namespace migration {

struct Obstacle {
    std::string what;
    std::string mend;  // a statement
    // False if the step may still succeed: a function may run with its owner's rights, and some
    // servers let roles do more than PostgreSQL does.
    bool is_certain = false;
};
using Obstacles = std::vector<Obstacle>;

// Throws Error (failed) with all certain obstacles, unless `goes_on`. Warns the listener of the
// others.
void face(const Obstacles& obstacles, bool goes_on, RunListener& listener);

}  // namespace migration
