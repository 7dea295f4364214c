#pragma once

// The files by which a build system knows when to run us again.

#include <string>

#include "commands/command_line.hpp"
#include "set/read_directory.hpp"

namespace migration {

struct BuildFiles {
    std::string stamp;
    std::string depfile;

    // The stamp, new each time, and a make-style list of all files and folders that were read for it.
    void write(const ReadSet& read) const;
};

void add_build_options(Command& command, BuildFiles& files);

// As make and Ninja read a file name in a depfile.
std::string escape_for_depfile(const std::string& path);

}  // namespace migration
