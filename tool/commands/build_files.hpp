#pragma once

// The files that tell a build system when to run the tool again.

#include <string>
#include <string_view>

#include "commands/command_line.hpp"
#include "set/read_directory.hpp"

namespace migration {

struct BuildFiles {
    std::string stamp;
    std::string depfile;

    // The stamp, new each time, and a make-style list of all files and folders that were read for
    // it.
    void write(const ReadSet& read) const;

    // For a run that had nothing to do: makes the stamp new only if an input is newer.
    void renew(const ReadSet& read) const;

    // The depfile's text.
    std::string dependencies(const ReadSet& read) const;
};

void add_build_options(Command& command, BuildFiles& files);

// A file name as make and Ninja read it in a depfile. They agree only on spaces.
std::string escape_for_depfile(const std::string& path);

// True if both read the name unchanged (CMake rewrites depfiles and quotes nothing but spaces).
bool fits_in_depfile(std::string_view path);

}  // namespace migration
