#pragma once

// Whether two sets behave the same: what their verdicts say, but for the names of files.

#include <string>
#include <vector>

#include "validate/verdict.hpp"

namespace migration {

enum class Compared { whole_way, way_up };

// One sentence for each migration that behaves otherwise, by server: the results of its checks, its
// findings, or what its up script makes. Empty where there is none. Rows do not count, as they may
// hold the time. Of a set that has lost its down scripts only the way up is compared.
std::vector<std::string> differences_of(const Verdicts& a, const Verdicts& b, Compared compared);

}  // namespace migration
