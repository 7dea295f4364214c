#pragma once

// Runs several jobs at once and keeps their outputs apart.

#include <cstddef>
#include <functional>
#include <string_view>

namespace migration {

using Printer = std::function<void(std::string_view)>;

// Runs the jobs 0 to `count` - 1, each in a thread of its own. The output of the first is shown at
// once, that of each other job when all before it are done; with `quiet` none is shown. When all
// have ended, the error of the first job that failed is thrown.
void side_by_side(std::size_t count, bool quiet,
                  const std::function<void(std::size_t, const Printer&)>& job);

}  // namespace migration
