#pragma once

// Which files belong to which migration, found for each file by itself: so also where two
// migrations have one version.

#include <string>
#include <vector>

#include "set/layout.hpp"
#include "set/source_files.hpp"

namespace migration {

// A script's file and what its layout reads from the name.
struct MigrationFile {
    std::string path;  // relative to the set's directory
    std::string version;
    std::string slug;
    bool is_up = false;
    bool comes_last = false;  // a seed, or a repeatable migration

    std::string name() const;
};

// The files that the layout takes for scripts, ordered by version.
std::vector<MigrationFile> migration_files(const SourceFiles& sources, const Layout& layout);

// What the layout reads from the name of a file; nothing for a name that it does not know.
std::optional<MigrationFile> migration_file(const SourceFile& file, const Layout& layout);

// The files of the migration that has the name; those of its version, too, where no other migration
// has it. Empty for an unknown name.
std::vector<MigrationFile> files_of(const std::vector<MigrationFile>& files,
                                    const std::string& name);

}  // namespace migration
