#pragma once

// Some tools take the comments out of a script before they run it, and so out of the bodies of
// functions.

#include <string_view>

namespace migration {

// Whether `live` has no comment and is, but for white space, the definition of the function
// `validated` without its comments.
bool is_stripped_of_comments(std::string_view validated, std::string_view live);

}  // namespace migration
