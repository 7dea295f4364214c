#pragma once

// White space and comments between statements, as PostgreSQL's scanner reads them.

#include <cstddef>
#include <string_view>
#include <vector>

namespace migration {

struct LineComment {
    std::size_t offset = 0;  // of the dashes
    std::string_view text;   // what follows them, trimmed
};

// Length of the white space and comments at the start; block comments may be nested.
std::size_t leading_blank(std::string_view text);

// The `--` comments of that stretch.
std::vector<LineComment> leading_line_comments(std::string_view text);

}  // namespace migration
