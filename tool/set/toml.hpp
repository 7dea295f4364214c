#pragma once

// TOML 1.0 as values with the lines on which they stand. toml.cpp is the only file that includes
// toml++.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "set/problem.hpp"

namespace migration {

struct TomlEntry;
using TomlTable = std::vector<TomlEntry>;  // sorted by key

struct TomlDate {
    std::string text;  // YYYY-MM-DD
};

struct TomlValue {
    int line = 0;
    // A time, or a date with a time, is its text.
    std::variant<std::string, bool, std::int64_t, double, TomlDate, std::vector<TomlValue>,
                 TomlTable>
        value;

    const std::string* text() const { return std::get_if<std::string>(&value); }
    const bool* flag() const { return std::get_if<bool>(&value); }
    const std::vector<TomlValue>* array() const {
        return std::get_if<std::vector<TomlValue>>(&value);
    }
    const TomlTable* table() const { return std::get_if<TomlTable>(&value); }
};

struct TomlEntry {
    std::string key;
    TomlValue value;
};

const TomlValue* find(const TomlTable& table, std::string_view key);

// What is no TOML is reported with its line, by the rule "toml"; then the table is empty.
TomlTable parse_toml(std::string_view text, const std::string& shown, Problems& problems);

}  // namespace migration
