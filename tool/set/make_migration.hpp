#pragma once

// Makes the files of a set's next migration, in the set's own layout and numbering.

#include <filesystem>
#include <string>
#include <vector>

#include "set/set_options.hpp"

namespace migration {

struct MigrationRequest {
    std::string name;         // "Add users"
    std::string description;  // a comment above the scripts; empty for none
    std::string version;      // empty: the next one
    // A folder with up.sql, down.sql and verify.sql, where {{version}}, {{name}}, {{description}}
    // and {{date}} stand for what the migration has. Empty: the set's own, or no template.
    std::filesystem::path templates;
};

// The files that were made, as messages name them. Two calls at the same time make two migrations.
// Throws Error (usage), and leaves nothing behind, where the layout cannot hold the migration or a
// file is there already.
std::vector<std::filesystem::path> make_migration(const SetOptions& options,
                                                  const MigrationRequest& request);

}  // namespace migration
