#include "set/blocks.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const std::string sound_text =
    "-- one\n"
    "CREATE TABLE a ();\n"
    "-- ROLLBACK_START\n"
    "DROP TABLE a;\n"
    "-- ROLLBACK_END\n"
    "CREATE TABLE b ();\n"
    "-- VALIDATION_START\n"
    "SELECT true;\n"
    "-- VALIDATION_END";

std::vector<std::string> problems_of(const std::string& text) {
    Problems problems;
    cut_blocks({"1_a.sql", "dir/1_a.sql", text}, problems);
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(problem.text());
    return texts;
}

TEST(CutBlocks, KeepsEachLineAtItsNumber) {
    Problems problems;
    const Blocks blocks = cut_blocks({"1_a.sql", "1_a.sql", sound_text}, problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(blocks.up, "-- one\nCREATE TABLE a ();\n\n\n\nCREATE TABLE b ();\n");
    EXPECT_EQ(blocks.down, "\n\n\nDROP TABLE a;\n");
    EXPECT_EQ(blocks.verify, "\n\n\n\n\n\n\nSELECT true;\n");
}

TEST(CutBlocks, GivesNoDownWithoutABlockAndAnEmptyOneForAnEmptyBlock) {
    Problems problems;
    EXPECT_EQ(cut_blocks({"", "", "SELECT 1;"}, problems).down, std::nullopt);
    EXPECT_EQ(cut_blocks({"", "", "SELECT 1;\n-- ROLLBACK_START\n-- ROLLBACK_END"}, problems).down,
              "");
    EXPECT_TRUE(problems.empty());
}

TEST(CutBlocks, ReportsABlockThatIsNotClosed) {
    EXPECT_THAT(problems_of("SELECT 1;\n-- ROLLBACK_START\nSELECT 2;"),
                ElementsAre("dir/1_a.sql:2: block marker without its end: \"ROLLBACK_START\""));
}

TEST(CutBlocks, ReportsAnEndWithoutItsStart) {
    EXPECT_THAT(problems_of("SELECT 1;\n\n-- ROLLBACK_END\n"),
                ElementsAre("dir/1_a.sql:3: block marker without its start: \"ROLLBACK_END\""));
}

TEST(CutBlocks, ReportsASecondBlockOfOneKind) {
    EXPECT_THAT(
        problems_of("-- ROLLBACK_START\n-- ROLLBACK_END\n-- ROLLBACK_START\n-- ROLLBACK_END\n"),
        ElementsAre("dir/1_a.sql:3: unexpected block marker: \"ROLLBACK_START\""));
}

TEST(CutBlocks, ReportsMarkersThatAreMisspelt) {
    Problems problems;
    cut_blocks({"1_a.sql", "1_a.sql", "SELECT 1;\n-- VALIDATION-START\n"}, problems);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].text(), "1_a.sql:2: unknown marker: \"-- VALIDATION-START\"");
    EXPECT_EQ(problems[0].hint, "did you mean \"-- VALIDATION_START\"?");
    for (const std::string line :
         {"-- ROLLBACK START", "  -- Rollback_Start", "--rollback-end",
          "-- === ROLLBACK_START ===", "-- VALIDATION_END:", "-- ROLBACK_START",
          "-- VALIDATION_STRAT", "-- rollback-start: drop all", "-- ROLLBACK__END"})
        EXPECT_THAT(problems_of(line), ElementsAre("dir/1_a.sql:1: unknown marker: \"" +
                                                   line.substr(line.find('-')) + "\""));
    for (const char* line :
         {"-- rollback", "-- roll back the start of it", "-- rollback starts here", "--",
          "-- start_date", "-- rollback-safe: yes", "-- rollback_status", "-- Rollback starts here",
          "-- ------", "SELECT ROLLBACK_STAR", "-- validation", "-- order_items"})
        EXPECT_THAT(problems_of(line), ElementsAre()) << line;
}

TEST(CutBlocks, ReportsABlockInsideAnother) {
    EXPECT_THAT(
        problems_of("-- ROLLBACK_START\n-- VALIDATION_START\n-- VALIDATION_END\n-- ROLLBACK_END\n"),
        ElementsAre("dir/1_a.sql:2: unexpected block marker: \"VALIDATION_START\"",
                    "dir/1_a.sql:4: block marker without its start: \"ROLLBACK_END\""));
}

TEST(CutBlocks, KeepsLineEndsAsTheyAre) {
    const auto ended_by = [](const std::string& end) {
        std::string text;
        for (const char c : sound_text) text += c == '\n' ? end : std::string(1, c);
        Problems problems;
        return cut_blocks({"", "", text}, problems);
    };
    EXPECT_EQ(ended_by("\r\n").down, "\r\n\r\n\r\nDROP TABLE a;\r\n");
    EXPECT_EQ(ended_by("\r").down, "\r\r\rDROP TABLE a;\r");
    EXPECT_EQ(ended_by("\r").up, "-- one\rCREATE TABLE a ();\r\r\r\rCREATE TABLE b ();\r");
    EXPECT_EQ(normalise_line_ends(ended_by("\r").up), ended_by("\n").up);
}

TEST(CutBlocks, KeepsNumbersWhereLinesEndInDifferentWays) {
    Problems problems;
    const auto blocks = cut_blocks(
        {"", "", "SELECT 1;\r-- ROLLBACK_START\nSELECT 2;\n-- ROLLBACK_END\nSELECT 3;"}, problems);
    EXPECT_EQ(line_at(blocks.up, blocks.up.find('3')), 5);
}

}  // namespace
}  // namespace migration
