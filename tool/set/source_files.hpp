#pragma once

// The .sql files below a directory, as checked text.

#include <filesystem>
#include <string>
#include <vector>

#include "set/problem.hpp"

namespace migration {

struct SourceFile {
    std::string path;   // relative, with '/'
    std::string shown;  // as messages name it
    std::string text;   // as it is written, but for a byte order mark; empty when it is not UTF-8
};

struct SourceFiles {
    std::vector<SourceFile> files;  // sorted by path
    std::vector<std::filesystem::path> inputs;
};

// Names that start with '.' or '_' are left out, and so is whatever does not end in .sql. Files
// that are not UTF-8 text are reported and listed without their text, scripts that no layout could
// read (.SQL, too deep) are only reported. `prefix` is put before each relative path.
void list_sources(const std::filesystem::path& directory, const std::string& prefix,
                  SourceFiles& sources, Problems& problems);

// One file's text, checked the same way; empty when it was reported. A pipe, a device or a socket
// is reported, too.
std::string read_source(const std::filesystem::path& file, Problems& problems);
// The same for a file that the user names; it may be a pipe, as from a shell's <(…).
std::string read_named_source(const std::filesystem::path& file, Problems& problems);

}  // namespace migration
