#pragma once

#include <string_view>

namespace migration {

// Whether the text fits the pattern, in which `*` stands for any text and everything else for
// itself. Takes at most the product of both lengths.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace migration
