#pragma once

// A layout tells which migration a file belongs to, and which script of it the file holds. One small file a
// layout under layouts/, and one line in the table of layout.cpp.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migration {

enum class Role { up, down, whole };  // whole: the file holds up, down and verify blocks

struct Part {
    std::string version;
    std::string slug;
    Role role = Role::up;
    bool seed = false;
};

struct Layout {
    std::string_view name;
    std::string_view pattern;  // for messages
    // What the file is in this layout, or nothing when its name does not fit. `path` is relative, with '/'.
    std::optional<Part> (*part_of)(std::string_view path);
    // True when the file can only be of this layout. `text` is its content.
    bool (*claims)(std::string_view path, std::string_view text);
};

const std::vector<Layout>& layouts();

// Splits "010_create_city" into version "010" and slug "create_city"; nothing when it does not fit. A version
// may end in a letter, as "010a" between "010" and "011", and may stand alone.
std::optional<Part> version_and_slug(std::string_view stem, Role role);

// Strips a suffix; nothing when the text does not end so.
std::optional<std::string_view> without_suffix(std::string_view text, std::string_view suffix);

// True when a line of the text is the marker comment, such as `-- ROLLBACK_START`.
bool is_marker(std::string_view line, std::string_view marker);

extern const Layout up_down_layout;
extern const Layout rollback_suffix_layout;
extern const Layout marked_layout;
extern const Layout up_down_folders_layout;
extern const Layout folder_each_layout;

}  // namespace migration
