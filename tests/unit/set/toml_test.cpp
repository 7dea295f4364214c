#include "set/toml.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

TomlTable parsed(const std::string& text) {
    Problems problems;
    auto table = parse_toml(text, "x.toml", problems);
    EXPECT_TRUE(problems.empty());
    return table;
}

TEST(ParseToml, GivesValuesWithTheirLines) {
    const auto table =
        parsed("a = 'x'\n\nb = [1, 2.5, true]\n[[c]]\nd = 2027-01-31\n[[c]]\nd = 10:00:00\n");
    ASSERT_EQ(table.size(), 3U);
    EXPECT_EQ(*find(table, "a")->text(), "x");
    EXPECT_EQ(find(table, "b")->line, 3);
    ASSERT_EQ(find(table, "b")->array()->size(), 3U);
    EXPECT_EQ(std::get<double>(find(table, "b")->array()->at(1).value), 2.5);
    EXPECT_TRUE(*find(table, "b")->array()->at(2).flag());
    const auto& tables = *find(table, "c")->array();
    ASSERT_EQ(tables.size(), 2U);
    EXPECT_EQ(tables[1].line, 6);
    EXPECT_EQ(std::get<TomlDate>(find(*tables[0].table(), "d")->value).text, "2027-01-31");
    EXPECT_EQ(*find(*tables[1].table(), "d")->text(), "10:00:00");
    EXPECT_EQ(find(table, "nothing"), nullptr);
}

// toml++ 3.3 itself would end the program, or has no defined behaviour.
TEST(ParseToml, ReportsWhatItsLibraryTakesForImpossible) {
    Problems problems;
    EXPECT_TRUE(parse_toml("a = 1\n[[[b]]]\n", "x.toml", problems).empty());
    EXPECT_TRUE(parse_toml("a = 1\nb = \xC3\xA9\n", "x.toml", problems).empty());
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].text(),
              "x.toml:2: Error while parsing key: expected bare key starting character or string "
              "delimiter, saw '['");
    EXPECT_EQ(problems[1].text(),
              "x.toml:2: Error while parsing value: could not determine value type");
}

TEST(ParseToml, ReportsWhatIsNoTomlWithItsLine) {
    for (const auto& [text, line] :
         {std::pair{"a = 1\na = 2\n", 2}, std::pair{"a = 'x\n", 1}, std::pair{"a = 1\n[b\n", 2}}) {
        Problems problems;
        EXPECT_TRUE(parse_toml(text, "x.toml", problems).empty());
        ASSERT_EQ(problems.size(), 1U);
        EXPECT_EQ(problems[0].rule, "toml");
        EXPECT_EQ(problems[0].line, line) << text;
    }
}

}  // namespace
}  // namespace migration
