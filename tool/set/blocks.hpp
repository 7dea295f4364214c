#pragma once

// Cuts a file of the `marked` layout into its three scripts.

#include <optional>
#include <string>
#include <string_view>

#include "set/draft.hpp"
#include "set/problem.hpp"

namespace migration {

struct Blocks {
    std::string up;
    std::optional<std::string> down;
    std::optional<std::string> verify;
};

// In each text the lines of the others are empty, so that line numbers stay those of the file.
Blocks cut_blocks(const DraftScript& file, Problems& problems);

// True when a line of the text is the marker comment, such as `-- ROLLBACK_START`.
bool is_marker(std::string_view line, std::string_view marker);

}  // namespace migration
