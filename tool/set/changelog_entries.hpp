#pragma once

// The elements and values of a changelog in XML, YAML or JSON, in their order. A small reader: it
// knows names, values and lines, but not how elements nest.

#include <string>
#include <string_view>
#include <vector>

namespace migration {

struct ChangelogEntry {
    std::string name;
    std::string value;  // of an attribute or key; empty where an element begins
    int line = 0;

    bool is_element() const { return value.empty(); }
};

std::vector<ChangelogEntry> xml_entries(std::string_view text);
// JSON is YAML.
std::vector<ChangelogEntry> yaml_entries(std::string_view text);

}  // namespace migration
