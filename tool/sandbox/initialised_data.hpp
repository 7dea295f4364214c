#pragma once

// Data directories fresh from initdb, kept in a cache: copying one takes a tenth of making one.

#include <filesystem>
#include <string>

namespace migration {

// Makes `target` an initialised data directory of these binaries. `cache` may be empty: then
// without a cache. Safe for several processes at once. Throws Error (failed) with what initdb said.
void provide_data(const std::string& bin, const std::string& version,
                  const std::filesystem::path& cache, const std::filesystem::path& target);

}  // namespace migration
