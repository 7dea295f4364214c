#include "set/placeholders.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;

Placeholders with_values() {
    Placeholders placeholders;
    placeholders.values = {{"schema", "app"}, {"empty", ""}};
    return placeholders;
}

std::string text_with_values(const std::string& text,
                             const Placeholders& placeholders = with_values()) {
    Problems problems;
    const auto result = replace_placeholders({"a.sql", "dir/a.sql", text}, placeholders, problems);
    for (const auto& problem : problems) ADD_FAILURE() << problem.text();
    return result ? result->text : "nothing";
}

std::vector<std::string> uses_without_value(const std::string& text) {
    Problems problems;
    EXPECT_FALSE(replace_placeholders({"a.sql", "dir/a.sql", text}, with_values(), problems));
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(problem.text());
    return texts;
}

TEST(Placeholders, PutsValuesEverywhereWhateverTheCaseOfTheName) {
    EXPECT_EQ(
        text_with_values("CREATE TABLE ${schema}.a (); -- ${SCHEMA}\nSELECT '${Schema}${empty}';"),
        "CREATE TABLE app.a (); -- app\nSELECT 'app';");
    EXPECT_EQ(text_with_values("${schema}"), "app");
    EXPECT_EQ(text_with_values("SELECT 1; -- $"), "SELECT 1; -- $");
}

TEST(Placeholders, LeavesWhatFollowsASecondDollarAlone) {
    EXPECT_EQ(text_with_values("SELECT $${\"a\": 1}$$, $$${schema}$$;"),
              "SELECT $${\"a\": 1}$$, $$app$$;");
}

TEST(Placeholders, ReadsDollarsInPairs) {
    EXPECT_EQ(text_with_values("$${schema} $$$${schema} $ ${schema}$"),
              "$${schema} $$$${schema} $ app$");
}

TEST(Placeholders, ReportsEachUseOfANameWithoutAValue) {
    EXPECT_THAT(
        uses_without_value("SELECT '${a}';\n-- ${schema} ${b}\n${a}\n${flyway:defaultSchema}\n"),
        ElementsAre("dir/a.sql:1: a placeholder without a value: \"${a}\"",
                    "dir/a.sql:2: a placeholder without a value: \"${b}\"",
                    "dir/a.sql:3: a placeholder without a value: \"${a}\"",
                    "dir/a.sql:4: the tool does not know the value of this placeholder of "
                    "Flyway's own: \"${flyway:defaultSchema}\""));
    EXPECT_THAT(uses_without_value("SELECT '${a"),
                ElementsAre("dir/a.sql:1: a placeholder without a value: \"${a}\""));
}

TEST(Placeholders, TakesOtherMarksOrNone) {
    Placeholders placeholders = with_values();
    placeholders.prefix = "@@";
    placeholders.suffix = "@";
    EXPECT_EQ(text_with_values("${schema} @@schema@.t", placeholders), "${schema} app.t");
    placeholders.are_replaced = false;
    EXPECT_EQ(text_with_values("@@other@", placeholders), "@@other@");
}

}  // namespace
}  // namespace migration
