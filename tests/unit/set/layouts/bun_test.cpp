#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(BunLayout, RunsPartsOutsideATransactionButInFilesWithTx) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 1\n\n--bun:split\n\nSELECT 2\n"},
                            {"1_a.down.sql", "SELECT 3;\n"},
                            {"2_b.tx.up.sql", "SELECT 4;\n--bun:split\nSELECT 5;\n"},
                            {"2_b.tx.down.sql", "SELECT 6;\n"}});
    EXPECT_THAT(reading_of(folder), ElementsAre("1 a | (alone) SELECT 1; SELECT 2; | SELECT 3;",
                                                "2 b | SELECT 4; SELECT 5; | SELECT 6;"));
    const auto set = folder.read().set;
    EXPECT_EQ(set.layout, "bun");
    EXPECT_EQ(set.migrations[0].up.statements[1].line, 5);
}

TEST(BunLayout, IsFoundByItsMarksOrNames) {
    const SetFolder names({{"1_a.tx.up.sql", "SELECT 1;"}, {"1_a.tx.down.sql", "SELECT 2;"}});
    EXPECT_EQ(names.read().set.layout, "bun");
    const SetFolder pairs({{"1_a.up.sql", "SELECT 1;"}, {"1_a.down.sql", "SELECT 2;"}});
    EXPECT_EQ(pairs.read().set.layout, "up-down");
}

TEST(BunLayout, NeedsNoDownScript) {
    EXPECT_THAT(reading_of({{"1_a.tx.up.sql", "SELECT 1;"}}), ElementsAre("1 a | SELECT 1; | -"));
}

TEST(BunLayout, OrdersVersionsAsText) {
    EXPECT_THAT(reading_of({{"9_b.tx.up.sql", "SELECT 1;"},
                            {"9_b.tx.down.sql", "SELECT 2;"},
                            {"10_a.tx.up.sql", "SELECT 3;"},
                            {"10_a.tx.down.sql", "SELECT 4;"}}),
                ElementsAre("10 a | SELECT 3; | SELECT 4;", "9 b | SELECT 1; | SELECT 2;"));
}

TEST(BunLayout, ReportsADirectiveThatBunRefuses) {
    EXPECT_THAT(
        reading_of({{"1_a.up.sql", "SELECT 1;\n--bun:spilt\nSELECT 2;\n"},
                    {"1_a.down.sql", "SELECT 3;\n --bun:split\n"}}),
        ElementsAre(
            "1 a | SELECT 1; SELECT 2; | SELECT 3;",
            "foreign-annotation 1_a.down.sql:2: a comment that bun does not read: \"--bun:split\"",
            "section 1_a.up.sql:2: bun does not know this directive: "
            "\"--bun:spilt\""));
}

TEST(BunLayout, MakesAFindingOfAMigrationInGo) {
    EXPECT_THAT(reading_of({{"1_a.tx.up.sql", "SELECT 1;"},
                            {"1_a.tx.down.sql", "SELECT 2;"},
                            {"2_b.go", "package migrations"},
                            {"main.go", "package migrations"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b |  | -",
                            "other-language 2_b.go: a migration in Go, which the tool cannot run"));
}

TEST(BunLayout, ReportsNamesThatBunRefusesAndNotesThoseItPassesOver) {
    EXPECT_THAT(
        reading_of({{"sub/1_a.tx.up.sql", "SELECT 1;"},
                    {"sub/1_a.tx.down.sql", "SELECT 2;"},
                    {"2_B.up.sql", "SELECT 3;"},
                    {"x.sql", "SELECT 4;"}}),
        ElementsAre("1 a | SELECT 1; | SELECT 2;",
                    "unreadable-name 2_B.up.sql: expected a name such as \"V_slug.tx.up.sql, "
                    "V_slug.up.sql with --bun:split\" but found \"2_B.up.sql\"",
                    "passed-over x.sql: not a migration by its name: \"x.sql\""));
}

}  // namespace
}  // namespace migration
