#pragma once

// Several jobs at once whose output does not get mixed up.

#include <cstddef>
#include <functional>
#include <string_view>

namespace migration {

using Printer = std::function<void(std::string_view)>;

// Runs the jobs 0 to `count` - 1, each in a thread of its own. The first one's output is shown at once, that
// of each other when those before it are done; with `quiet` none. When all have ended, the error of the first
// that failed is thrown.
void side_by_side(std::size_t count, bool quiet, const std::function<void(std::size_t, const Printer&)>& job);

}  // namespace migration
