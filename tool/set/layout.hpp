#pragma once

// A layout knows how a directory spells its migrations: which files and parts of files are scripts
// of which migration, and in which order migrations are applied. One small file a layout under
// layouts/, and one line in the table of layout.cpp.

#include <filesystem>
#include <string_view>
#include <vector>

#include "set/draft.hpp"
#include "set/migration.hpp"
#include "set/problem.hpp"
#include "set/source_files.hpp"

namespace migration {

struct Layout {
    std::string_view name;
    std::string_view pattern;  // for messages
    // The migrations of the files, in the order in which they are applied. What does not fit is
    // reported.
    std::vector<Draft> (*read)(const SourceFiles& sources, Problems& problems);
    // True when the file can only be of this layout. `text` is its content.
    bool (*claims)(std::string_view path, std::string_view text);
    // Looks at what the layout's tools keep beside the scripts, and reports where they would run
    // the set otherwise. Adds the files that it reads to `inputs`. Null where there is nothing.
    void (*check)(const MigrationSet& set, std::vector<std::filesystem::path>& inputs,
                  Problems& problems) = nullptr;
};

const std::vector<Layout>& layouts();

// Scripts of another directory that are applied after all others: V_slug.sql, undone by
// down/V_slug.sql.
std::vector<Draft> read_seeds(const SourceFiles& sources, Problems& problems);

extern const Layout up_down_layout;
extern const Layout rollback_suffix_layout;
extern const Layout marked_layout;
extern const Layout up_down_folders_layout;
extern const Layout folder_each_layout;

}  // namespace migration
