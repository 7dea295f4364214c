#pragma once

// Picks the layout of a directory: the one named, or the one its files claim.

#include <string>

#include "set/layout.hpp"
#include "set/source_files.hpp"

namespace migration {

// Throws Error (usage) for an unknown name or files that claim different layouts.
const Layout& choose_layout(const std::string& name, const SourceFiles& sources);

}  // namespace migration
