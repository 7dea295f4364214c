#include "base/glob.hpp"

#include <gtest/gtest.h>

#include <string>

namespace migration {
namespace {

TEST(GlobMatches, TakesTheStarForAnyTextAndAllElseForItself) {
    for (const auto& [pattern, text] :
         {std::pair{"*", ""}, std::pair{"*", "anything"}, std::pair{"a*c", "abbc"},
          std::pair{"a*c", "ac"}, std::pair{"*b*", "abc"}, std::pair{"a**", "a"},
          std::pair{"index public.*_idx", "index public.a_b_idx"},
          std::pair{"function f(integer[])", "function f(integer[])"}, std::pair{"", ""}})
        EXPECT_TRUE(glob_matches(pattern, text)) << pattern << " " << text;
    for (const auto& [pattern, text] :
         {std::pair{"a*c", "abcd"}, std::pair{"a", "ab"}, std::pair{"a?", "ab"},
          std::pair{"[ab]", "a"}, std::pair{"", "a"}, std::pair{"*a", "ab"}})
        EXPECT_FALSE(glob_matches(pattern, text)) << pattern << " " << text;
}

TEST(GlobMatches, EndsSoonHoweverManyStarsThereAre) {
    std::string pattern;
    for (int i = 0; i < 100; ++i) pattern += "*a";
    EXPECT_FALSE(glob_matches(pattern + "b", std::string(1000, 'a')));
}

}  // namespace
}  // namespace migration
