#pragma once

// Writes a set in another layout, script by script.

#include <filesystem>
#include <string>
#include <vector>

#include "set/layout.hpp"
#include "set/read_directory.hpp"

namespace migration {

struct ConversionOptions {
    bool without_down = false;    // for layouts without down scripts
    bool without_verify = false;  // for layouts without verify scripts
};

struct Conversion {
    std::vector<std::filesystem::path> files;
    // What is not as it was, one sentence each: new versions, scripts without a transaction.
    std::vector<std::string> notes;
};

// Writes into the folder, which holds nothing else. Reads it back: each script must have the same
// statements, and run in the same way but for what `notes` says. Throws Error (usage) where the
// layout cannot hold the set.
Conversion convert_set(const ReadSet& from, const Layout& layout, const ConversionOptions& options,
                       const std::filesystem::path& folder);

}  // namespace migration
