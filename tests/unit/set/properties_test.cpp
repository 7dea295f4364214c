#include "set/properties.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;

std::vector<std::string> lines_with_keys(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& [key, value, line] : parse_properties(text))
        lines.push_back(std::to_string(line) + " " + key + "=" + value);
    return lines;
}

TEST(Properties, ReadsKeysAndValues) {
    EXPECT_THAT(lines_with_keys("# comment\n! comment\n\n a = b=c \r\nd:e\nf g\nh\ni=\n"),
                ElementsAre("4 a=b=c", "5 d=e", "6 f=g", "7 h=", "8 i="));
}

TEST(Properties, JoinsALineBehindABackslash) {
    EXPECT_THAT(lines_with_keys("a=1,\\\n  2\nb=3"), ElementsAre("1 a=1,2", "3 b=3"));
}

TEST(Properties, KeepsABackslashAboveAnotherSettingOfFlyway) {
    EXPECT_THAT(lines_with_keys("flyway.locations=C:\\sql\\\nflyway.url=x\na=\\\n\nb=\\"),
                ElementsAre("1 flyway.locations=C:\\sql\\", "2 flyway.url=x", "3 a=\\", "5 b=\\"));
}

}  // namespace
}  // namespace migration
