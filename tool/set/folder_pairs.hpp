#pragma once

// For layouts with a folder for each migration, V_slug/up.sql and V_slug/down.sql.

#include <string>
#include <string_view>

#include "set/draft.hpp"
#include "set/pair_files.hpp"

namespace migration {

// What the script is of the migration that its folder names; nothing for other files.
std::optional<Part> folder_part(std::string_view path);

// The tools of these layouts look into folders alone.
bool is_beside_folders(std::string_view path);

// "V_slug/" of a draft or of a script's path.
std::string folder_of(const Draft& draft);
std::string folder_of(std::string_view path);

// Whether a folder with an up.sql has a file of that name, too.
bool has_beside_up(const SourceFiles& sources, std::string_view name);

// The first up.sql of a folder, as messages name it.
std::optional<std::string> first_folder_up(const SourceFiles& sources);

}  // namespace migration
