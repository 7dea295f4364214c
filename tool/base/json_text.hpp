#pragma once

// JSON that comes from a file which somebody may have changed.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace migration {

// Throws the library's own exceptions, and one of them for what nests more than 100 levels deep: to
// copy, compare or write out such a value takes the stack for each level.
template <typename Json>
Json parse_json(std::string_view text) {
    constexpr int deepest = 100;
    return Json::parse(text, [](int depth, typename Json::parse_event_t, Json&) {
        if (depth > deepest)
            throw Json::other_error::create(501, "more than 100 levels deep", nullptr);
        return true;
    });
}

// A value as messages quote it. What nests is only named.
template <typename Json>
std::string json_quote(const Json& value) {
    constexpr std::size_t longest = 60;
    if (value.is_structured()) return value.is_array() ? "a list" : "an object";
    return one_line(value.dump(-1, ' ', false, Json::error_handler_t::replace), longest);
}

}  // namespace migration
