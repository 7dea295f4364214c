#pragma once

// Holds what a snapshot tells of a random script against what pg_dump tells.

#include <optional>
#include <string>

#include "snapshot/snapshot.hpp"

namespace migration {

// What is wrong: pg_dump's texts before and after differ where the snapshot saw no change, or the
// snapshot saw one that pg_dump could have shown and did not.
std::optional<std::string> disagreement(const Changes& changes, const std::string& before,
                                        const std::string& after);

}  // namespace migration
