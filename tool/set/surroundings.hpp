#pragma once

// What stands around the directory of a set, by which some layouts are told.

#include <filesystem>
#include <string_view>

#include "set/source_files.hpp"

namespace migration {

// The directory as an absolute path without "." and ".."; empty for files that are in none.
std::filesystem::path place_of(const SourceFiles& sources);
std::filesystem::path place_of(const std::filesystem::path& directory);

// Whether the file is there and a line of it fits; one that cannot be read has none.
bool has_line(const std::filesystem::path& file, bool (*fits)(std::string_view line));

}  // namespace migration
