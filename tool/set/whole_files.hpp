#pragma once

// For layouts whose migrations are files that only go up.

#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/section_files.hpp"
#include "set/source_files.hpp"

namespace migration {

struct WholeFileNames {
    ReadName name;
    std::string_view pattern;  // for messages
    // True for a file that the layout's tool passes over; null where it refuses all others.
    bool (*passes_over)(std::string_view path) = nullptr;
};

// Drafts in the order of the files' paths. Reports names that do not fit, and versions taken twice.
std::vector<Draft> whole_files(const SourceFiles& sources, const WholeFileNames& names,
                               Problems& problems);

bool is_in_folder(std::string_view path);

// What stands before the first '_', and what stands behind it. The tools of those layouts take all
// of it for the version, whatever letters it has.
FileName split_at_underscore(std::string_view stem);

// The same for names that begin with a number and an underscore; nothing for others.
std::optional<FileName> number_and_slug(std::string_view path);

}  // namespace migration
