#pragma once

#include <string>

namespace migration::golden {

// Both texts by lines: "  same", "- only expected", "+ only found".
std::string line_diff(const std::string& expected, const std::string& found);

}  // namespace migration::golden
