// The rules are those of Flyway 13.0, flyway-core, internal/configuration/ConfigUtils.java.

#include "set/properties.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace migration {
namespace {

// The key ends at the first '=', ':' or blank.
Property property_of(std::string_view line, int number) {
    const auto end = std::min(line.find_first_of("=: \t"), line.size());
    auto value = trim(line.substr(end));
    if (value.starts_with('=') || value.starts_with(':')) value = trim(value.substr(1));
    return {std::string(line.substr(0, end)), std::string(value), number};
}

// A backslash above such a line ends the path of a folder.
bool begins_property(std::string_view line) {
    return line.empty() ||
           (line.starts_with("flyway.") && line.find('=') != std::string_view::npos);
}

}  // namespace

std::vector<Property> parse_properties(std::string_view text) {
    std::vector<Property> properties;
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto first = trim(lines[i].content);
        if (first.empty() || first.starts_with('#') || first.starts_with('!')) continue;
        const int number = static_cast<int>(i) + 1;
        std::string joined(first);
        while (joined.ends_with('\\') && i + 1 < lines.size() &&
               !begins_property(trim(lines[i + 1].content))) {
            joined.pop_back();
            joined += trim(lines[++i].content);
        }
        properties.push_back(property_of(joined, number));
    }
    return properties;
}

}  // namespace migration
