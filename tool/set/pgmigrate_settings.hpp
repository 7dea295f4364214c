#pragma once

// pgmigrate's migrations.yml, which lies in the folder around migrations/.

#include <filesystem>

#include "set/problem.hpp"

namespace migration {

// Notes what pgmigrate does beside the migrations, and the tool does not: callbacks, commands of
// the session, a range of versions.
void note_pgmigrate_settings(const std::filesystem::path& file, Problems& problems);

}  // namespace migration
