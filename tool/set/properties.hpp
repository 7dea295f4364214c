#pragma once

// Settings as Java's property files have them, one `key=value` a line.

#include <string>
#include <string_view>
#include <vector>

namespace migration {

struct Property {
    std::string key;
    std::string value;
    int line = 0;
};

// Lines that begin with '#' or '!' are comments. A backslash at the end of a line joins the next
// one to it, unless that is blank or begins a setting of Flyway; elsewhere it is a backslash.
std::vector<Property> parse_properties(std::string_view text);

}  // namespace migration
