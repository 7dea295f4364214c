#include "validate/sequence_values.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

Change value(std::optional<std::string> before, std::optional<std::string> after) {
    return {"value of sequence public.q", Facet::rows, "sequence public.q", std::move(before),
            std::move(after)};
}

TEST(HasGoneForward, IsTrueWhereMoreNumbersWereGiven) {
    EXPECT_TRUE(has_gone_forward(value("1, not called", "1, called")));
    EXPECT_TRUE(has_gone_forward(value("1, called", "7, called")));
    EXPECT_TRUE(has_gone_forward(value("-1, not called, descending", "-3, called, descending")));
    EXPECT_TRUE(
        has_gone_forward(value("9223372036854775806, called", "9223372036854775807, called")));
    EXPECT_TRUE(has_gone_forward(value("3, not called", "2, called")));
    EXPECT_TRUE(has_gone_forward(value("10, not called", "5, called, by 5")));
    EXPECT_TRUE(
        has_gone_forward(value("-3, not called, descending", "-1, called, by 2, descending")));
    EXPECT_TRUE(has_gone_forward(value("-1, called", "1, called")));
}

TEST(HasGoneForward, IsFalseForAnythingElse) {
    EXPECT_FALSE(has_gone_forward(value("7, called", "1, called")));
    EXPECT_FALSE(has_gone_forward(value("1, called", "1, not called")));
    EXPECT_FALSE(has_gone_forward(value("-3, called, descending", "-1, called, descending")));
    EXPECT_FALSE(has_gone_forward(value("1, called", "-3, called, descending")));
    EXPECT_FALSE(has_gone_forward(value("3, called, cycling", "1, called, cycling")));
    EXPECT_FALSE(has_gone_forward(value("3, not called", "1, called")));
    EXPECT_FALSE(has_gone_forward(value("10, called, by 5", "5, called, by 2")));
    EXPECT_FALSE(has_gone_forward(value("3, called", "1, called")));
    EXPECT_FALSE(has_gone_forward(value(std::nullopt, "1, called")));
    EXPECT_FALSE(has_gone_forward(value("1, called", std::nullopt)));
    EXPECT_FALSE(has_gone_forward({"rows of table public.t", Facet::rows, "", "1 rows", "2 rows"}));
}

TEST(MayHaveWrapped, IsTrueOfACycleThatHasGivenANumberSince) {
    EXPECT_TRUE(may_have_wrapped(value("3, called, cycling", "1, called, cycling")));
    EXPECT_FALSE(may_have_wrapped(value("3, called, cycling", "1, not called")));
    EXPECT_FALSE(may_have_wrapped(value("3, called", "1, called")));
    EXPECT_FALSE(may_have_wrapped(value("3, called", "1, called")));
}

}  // namespace
}  // namespace migration
