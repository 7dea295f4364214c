#include "base/json_text.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

using nlohmann::json;

std::string nested(int levels) {
    return std::string(static_cast<std::size_t>(levels), '[') +
           std::string(static_cast<std::size_t>(levels), ']');
}

TEST(ParseJson, RefusesWhatNestsDeeply) {
    EXPECT_TRUE(parse_json<json>(nested(90)).is_array());
    EXPECT_THROW(parse_json<json>(nested(200)), json::other_error);
    EXPECT_THROW(parse_json<json>(nested(1'000'000)), json::other_error);
    EXPECT_THROW(parse_json<json>("["), json::parse_error);
}

TEST(JsonQuote, NamesWhatNests) {
    EXPECT_EQ(json_quote(json{1, 2}), "a list");
    EXPECT_EQ(json_quote(json::object()), "an object");
    EXPECT_EQ(json_quote(json("é\xFF")), "\"é\uFFFD\"");
    EXPECT_EQ(json_quote(json(std::string(100, 'a'))), "\"" + std::string(59, 'a') + "…");
    EXPECT_EQ(json_quote(json(nullptr)), "null");
}

}  // namespace
}  // namespace migration
