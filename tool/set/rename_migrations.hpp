#pragma once

// Gives migrations other versions or names, by renaming their files.

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "set/migration_files.hpp"
#include "set/read_directory.hpp"

namespace migration {

// A migration that gets another version, another slug, or both.
struct Renaming {
    std::string name;     // "005_add_pets"
    std::string version;  // the new one
    std::string slug;     // empty: stays
};

// The version of a file; where the layout takes the whole name for it, the number that it begins
// with.
std::string number_in(const MigrationFile& file);

// Its name with another number.
std::string name_with(const MigrationFile& file, const std::string& number);

// The files of a set and its layout, locked against others that make or rename migrations.
class MigrationNames {
public:
    // Throws Error (usage) where versions are not in the names of files alone.
    explicit MigrationNames(const ReadSet& read);

    const std::vector<MigrationFile>& files() const { return files_; }
    const Layout& layout() const { return layout_; }
    // Throws Error (usage) for a name that no migration has.
    MigrationFile find(const std::string& name) const;

    // Renames files, and the versions in "@depends" of any script, the last migration first. Throws
    // Error (usage) before any file is renamed, where the layout would not read a new name, or
    // something has it already.
    void rename(const std::vector<Renaming>& renamings);

private:
    FileLock lock_;
    std::filesystem::path directory_;
    const Layout& layout_;
    SourceFiles sources_;
    std::vector<MigrationFile> files_;
};

}  // namespace migration
