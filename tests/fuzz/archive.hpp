#pragma once

// A folder of files from one text, in the format of the cases of the command line:
//
//     @set db/migrations             the folder of the set; without this line "set"
//     @layout goose                  the layout, where it is not to be detected
//     === file set/001_users.sql
//     CREATE TABLE users (id int);
//
// What stands behind other headings is passed over, so a case is an archive, too.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.hpp"

namespace migration::fuzz {

class Archive {
public:
    // Files that cannot be made are left out: two of one name, names that lead out of the folder or
    // are too long, and those by which the tool would run a program (Alembic's).
    explicit Archive(std::string_view input);

    std::filesystem::path set_folder() const { return folder_.path() / set_; }
    const std::string& layout() const { return layout_; }

    // Of a file as messages name it, without a byte order mark; nothing for one that is not there.
    std::optional<std::string> text_of(const std::filesystem::path& shown) const;
    // Of a file relative to the set's folder.
    std::optional<std::string> text_of_script(const std::string& path) const {
        return text_of(set_folder() / path);
    }

private:
    void add(std::string_view heading, std::string_view text);
    void read_head(std::string_view head);

    TemporaryDirectory folder_;
    std::string set_ = "set";
    std::string layout_;
    std::size_t count_ = 0;
};

}  // namespace migration::fuzz
