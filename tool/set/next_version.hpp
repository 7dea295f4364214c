#pragma once

// The version that a set's next migration gets, spelt as those before it.

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "set/new_migration.hpp"

namespace migration {

// The version behind `last`, or the first one of a set where `last` is empty; `now` is for versions
// that are points in time. `step` is the distance of versions that count. Where the whole name is
// the version, its leading number counts. Nothing where no number can be found.
std::optional<std::string> next_version(std::string_view last, Numbering numbering, std::time_t now,
                                        int step = 1);

// The distance of versions that count by tens or the like: the last three have it. Otherwise 1.
int step_of(const std::vector<std::string>& versions);

// A name as it stands in file names: "Add e-mail" → "Add_e_mail". Empty where nothing is left.
std::string slug_of(std::string_view name);

}  // namespace migration
