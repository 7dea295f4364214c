#include "set/toml.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <sstream>

namespace migration {
namespace {

TomlTable table_of(const toml::table& table);

template <typename Value>
std::string text_of(const Value& value) {
    std::ostringstream text;
    text << value;
    return text.str();
}

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

TomlValue value_of(const toml::node& node) {
    TomlValue value;
    value.line = line_of(node);
    if (const auto* text = node.as_string())
        value.value = text->get();
    else if (const auto* flag = node.as_boolean())
        value.value = flag->get();
    else if (const auto* whole = node.as_integer())
        value.value = whole->get();
    else if (const auto* number = node.as_floating_point())
        value.value = number->get();
    else if (const auto* date = node.as_date())
        value.value = TomlDate{text_of(date->get())};
    else if (const auto* time = node.as_time())
        value.value = text_of(time->get());
    else if (const auto* both = node.as_date_time())
        value.value = text_of(both->get());
    else if (const auto* array = node.as_array()) {
        std::vector<TomlValue> elements;
        for (const auto& element : *array) elements.push_back(value_of(element));
        value.value = std::move(elements);
    } else if (const auto* inner = node.as_table()) {
        value.value = table_of(*inner);
    }
    return value;
}

TomlTable table_of(const toml::table& table) {
    TomlTable entries;
    for (const auto& [key, node] : table) {
        TomlValue value = value_of(node);
        // Of a table its header's line; of a dotted key's table there is none.
        value.line = std::max(value.line, static_cast<int>(key.source().begin.line));
        entries.push_back({std::string(key.str()), std::move(value)});
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.key < b.key; });
    return entries;
}

}  // namespace

const TomlValue* find(const TomlTable& table, std::string_view key) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& entry) { return entry.key == key; });
    return found == table.end() ? nullptr : &found->value;
}

TomlTable parse_toml(std::string_view text, const std::string& shown, Problems& problems) {
    try {
        return table_of(toml::parse(text));
    } catch (const toml::parse_error& error) {
        problems.push_back({"toml", shown, static_cast<int>(error.source().begin.line),
                            std::string(error.description()), ""});
        return {};
    }
}

}  // namespace migration
