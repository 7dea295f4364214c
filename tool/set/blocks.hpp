#pragma once

// Cuts a file of the `marked` layout into its three scripts.

#include <optional>
#include <string>

#include "set/source_files.hpp"

namespace migration {

struct Blocks {
    std::string up;
    std::optional<std::string> down;
    std::optional<std::string> verify;
};

// In each text the lines of the others are empty, so that line numbers stay those of the file.
Blocks cut_blocks(const SourceFile& file, Problems& problems);

}  // namespace migration
