#pragma once

// The scripts below a directory, as checked text, and the names of the other files.

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
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
    std::filesystem::path directory = {};
    // The other files, as `files` has their paths; names that start with '_' are among them.
    std::set<std::string, std::less<>> neighbours = {};
    // Scripts whose suffix is not in lower case, as .SQL, without their texts: not every layout
    // reads them.
    std::vector<SourceFile> odd_suffixes = {};
    // Scripts in folders whose names start with '_', as messages name them. No layout reads them.
    std::vector<std::filesystem::path> left_out = {};

    // The interpreter for scripts in Python that the user names.
    std::optional<std::filesystem::path> python = {};

    // One of the neighbours as messages name it.
    std::string shown(const std::string& neighbour) const {
        return (directory / neighbour).string();
    }
};

// Scripts are files that end in .sql, and files with a version whose name says up or down, as
// 1_a.up.pgsql. Names that start with '.' or '_' are left out. Scripts that are not UTF-8 text are
// reported and listed without their text, those that are too deep are only reported. `prefix` is
// put before each relative path.
void list_sources(const std::filesystem::path& directory, const std::string& prefix,
                  SourceFiles& sources, Problems& problems);

// Moves the scripts with an odd suffix to the others.
void accept_odd_suffixes(SourceFiles& sources, Problems& problems);
// Reports them.
void report_odd_suffixes(const SourceFiles& sources, Problems& problems);

// One file's text, checked the same way; empty when it was reported. A pipe, a device or a socket
// is reported, too.
std::string read_source(const std::filesystem::path& file, Problems& problems);
// The same for a file that the user names; it may be a pipe, as from a shell's <(…).
std::string read_named_source(const std::filesystem::path& file, Problems& problems);

}  // namespace migration
