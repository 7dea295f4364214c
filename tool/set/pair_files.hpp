#pragma once

// For layouts with one script a file, which the file's name tells.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

enum class Role { up, down };

struct Part {
    std::string version;
    std::string slug;
    Role role = Role::up;
    bool seed = false;
};

// Which script of which migration a file is, or nothing if its name does not fit. `path` is
// relative, with
// '/'.
using PartOf = std::optional<Part> (*)(std::string_view path);

struct PairNames {
    PartOf part_of;
    std::string_view pattern;  // for messages
    // True for a file that the layout's tools pass over on purpose; null where there is none.
    bool (*passes_over)(std::string_view path) = nullptr;
    // Whether names are reported that stand for something else in another tool's layout.
    bool refuses_foreign_names = true;
};

// Drafts in the order of their versions. Reports names that do not fit, and versions taken twice.
std::vector<Draft> pair_files(const SourceFiles& sources, const PairNames& names,
                              Problems& problems);

// Splits "010_create_city" into version "010" and slug "create_city"; nothing when it does not fit.
// A version may end in a letter, as "010a" between "010" and "011", and may stand alone.
std::optional<Part> version_and_slug(std::string_view stem, Role role);

// Strips a suffix; nothing when the text does not end so.
std::optional<std::string_view> without_suffix(std::string_view text, std::string_view suffix);

// The problem of a file whose name the layout does not know.
Problem unreadable_name(const SourceFile& file, std::string_view pattern);

// A note about a file that the layout passes over.
Problem passed_over(const SourceFile& file);

// The problem of a script in a folder that starts with '_', where the layout's tool reads it.
Problem left_out(const std::filesystem::path& script, std::string_view tool);

// The problem of a second file for a version.
Problem version_taken(const std::string& version, const std::string& shown, const std::string& by);

}  // namespace migration
