#pragma once

// Writes the one source file from which a runner is linked.

#include <filesystem>
#include <string_view>

namespace migration {

// Writes `source` (C++) and beside it the data it includes, `source` with ".bundle" for its
// extension. Both are left untouched when they are the same already.
void write_runner_source(std::string_view bundle, const std::filesystem::path& source);

}  // namespace migration
