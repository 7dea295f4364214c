#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(AtlasLayout, ReadsUpOnlyFilesInTheOrderOfTheirNames) {
    const SetFolder folder({{"atlas.sum", "h1:x\n"},
                            {"20230101_users.sql", "SELECT 1;"},
                            {"20230102.sql", "SELECT 2;"},
                            {"9_b.sql", "SELECT 3;"},
                            {"10_a.sql", "SELECT 4;"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("10 a | SELECT 4; | -", "20230101 users | SELECT 1; | -",
                            "20230102  | SELECT 2; | -", "9 b | SELECT 3; | -"));
    EXPECT_EQ(folder.read().set.layout, "atlas");
    EXPECT_EQ(folder.read().set.migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
}

TEST(AtlasLayout, TakesAVersionThatIsNoNumber) {
    EXPECT_THAT(
        reading_of({{"atlas.sum", ""}, {"init.sql", "SELECT 1;"}, {"v1.2_a.sql", "SELECT 2;"}}),
        ElementsAre("init  | SELECT 1; | -", "v1.2 a | SELECT 2; | -"));
}

TEST(AtlasLayout, LeavesFilesOfAnotherFormatToTheirLayout) {
    const SetFolder folder(
        {{"atlas.sum", ""}, {"1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n"}});
    EXPECT_EQ(folder.read().set.layout, "goose");
    const SetFolder pairs(
        {{"atlas.sum", ""}, {"1_a.up.sql", "SELECT 1;"}, {"1_a.down.sql", "SELECT 2;"}});
    EXPECT_EQ(pairs.read().set.layout, "up-down");
    const SetFolder dbmate(
        {{"atlas.sum", ""}, {"1_a.sql", "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n"}});
    EXPECT_EQ(dbmate.read().set.layout, "dbmate");
}

TEST(AtlasLayout, RunsAFileWithoutATransactionWhereItsTopSaysSo) {
    EXPECT_THAT(reading_of({{"atlas.sum", ""},
                            {"1_a.sql", "-- slow\n-- atlas:txmode none\n\nSELECT 1;\n"},
                            {"2_b.sql", "-- atlas:txmode file\n\nSELECT 2;\n"}}),
                ElementsAre("1 a | (alone) SELECT 1; | -", "2 b | SELECT 2; | -"));
}

TEST(AtlasLayout, ReportsATransactionModeThatAtlasDoesNotRead) {
    EXPECT_THAT(
        reading_of({{"atlas.sum", ""},
                    {"1_a.sql", "-- atlas:txmode none\nSELECT 1;\n"},
                    {"2_b.sql", "\n-- atlas:txmode none\n\nSELECT 2;\n"},
                    {"3_c.sql", "-- atlas:txmode none\r\n\r\nSELECT 3;\r\n"}}),
        ElementsAre("1 a | SELECT 1; | -", "2 b | SELECT 2; | -", "3 c | SELECT 3; | -",
                    "foreign-annotation 1_a.sql:1: a comment that Atlas does not read here: \"-- "
                    "atlas:txmode none\"",
                    "foreign-annotation 2_b.sql:2: a comment that Atlas does not read here: \"-- "
                    "atlas:txmode none\"",
                    "foreign-annotation 3_c.sql:1: a comment that Atlas does not read here: \"-- "
                    "atlas:txmode none\""));
}

TEST(AtlasLayout, ReportsATransactionModeThatAtlasRefuses) {
    EXPECT_THAT(
        reading_of({{"atlas.sum", ""},
                    {"1_a.sql", "-- atlas:txmode all\n\nSELECT 1;\n"},
                    {"2_b.sql", "-- atlas:txmode none\n-- atlas:txmode none\n\nSELECT 2;\n"}}),
        ElementsAre(
            "1 a | SELECT 1; | -", "2 b | (alone) SELECT 2; | -",
            "section 1_a.sql:1: Atlas refuses this transaction mode: \"-- atlas:txmode all\"",
            "section 2_b.sql:2: Atlas refuses this transaction mode: \"-- atlas:txmode "
            "none\""));
}

TEST(AtlasLayout, EndsStatementsAtTheDelimiterOfTheFile) {
    EXPECT_THAT(
        reading_of(
            {{"atlas.sum", ""},
             {"1_a.sql",
              "-- atlas:delimiter \\n\\n\\n\nCREATE TABLE a ()\n\n\n"
              "SELECT 'x\n\n\ny' -- it\n\n\n\nSELECT $$\n\n\n$$, f(\n\n\n1)\n"},
             {"2_b.sql", "-- atlas:delimiter //\nSELECT 1; SELECT 2//\nSELECT 3//\n"},
             {"3_c.sql", "-- atlas:delimiter -- end\nSELECT 1\n-- end\nSELECT 2\n-- end\n"}}),
        ElementsAre("1 a | CREATE TABLE a (); SELECT 'x y' -- it; SELECT $$ $$, f( 1); | -",
                    "2 b | SELECT 1; SELECT 2; SELECT 3; | -", "3 c | SELECT 1; SELECT 2; | -"));
}

TEST(AtlasLayout, KeepsTheLinesOfAFileWithADelimiter) {
    const SetFolder folder(
        {{"atlas.sum", ""},
         {"1_a.sql", "-- atlas:delimiter \\n\\n\nSELECT 1\n\nSELECT 2\n\nSELECT 3\n\n"}});
    const auto statements = folder.read().set.migrations[0].up.statements;
    ASSERT_EQ(statements.size(), 3);
    EXPECT_EQ(statements[1].line, 4);
    EXPECT_EQ(statements[2].line, 6);
}

TEST(AtlasLayout, PassesOverACheckpointThatIsNotTheFirstFile) {
    EXPECT_THAT(
        reading_of({{"atlas.sum", ""},
                    {"1_a.sql", "-- atlas:checkpoint\n\nSELECT 1;\n"},
                    {"2_b.sql", "-- atlas:checkpoint v2\n\nSELECT 2;\n"},
                    {"3_c.sql", "SELECT 3;\n"}}),
        ElementsAre("1 a | SELECT 1; | -", "3 c | SELECT 3; | -",
                    "passed-over 2_b.sql: a checkpoint, which stands for the migrations before it: "
                    "\"2_b.sql\""));
}

TEST(AtlasLayout, RefusesAnArchiveOfScripts) {
    EXPECT_THAT(
        reading_of(
            {{"atlas.sum", ""}, {"1_a.sql", "-- atlas:txtar\n\n-- migration.sql --\nSELECT 1;\n"}}),
        ElementsAre("1 a | SELECT 1; | -",
                    "foreign-file 1_a.sql:1: a file of Atlas, which the tool does not read: "
                    "\"-- atlas:txtar\""));
}

TEST(AtlasLayout, ReportsTwoFilesOfOneVersionAndNotesWhatLiesInFolders) {
    EXPECT_THAT(
        reading_of({{"atlas.sum", ""},
                    {"1_a.sql", "SELECT 1;"},
                    {"1_b.sql", "SELECT 2;"},
                    {"old/0_x.sql", "SELECT 3;"}}),
        ElementsAre("1 a | SELECT 1; | -",
                    "duplicate-version 1_b.sql: version \"1\" is already taken by \"1_a.sql\"",
                    "passed-over old/0_x.sql: not a migration by its name: \"old/0_x.sql\""));
}

TEST(AtlasLayout, IsNotFoundWithoutItsSumFile) {
    const SetFolder folder(Files{{"1_a.sql", "SELECT 1;"}});
    EXPECT_EQ(folder.read().set.layout, "rollback-suffix");
}

}  // namespace
}  // namespace migration
