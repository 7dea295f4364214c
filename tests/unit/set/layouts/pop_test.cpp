#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(PopLayout, TakesTheFileOfThePostgresDialectBeforeTheOneForAll) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 1;"},
                            {"1_a.down.sql", "SELECT 2;"},
                            {"1_a.postgres.up.sql", "SELECT 3;"},
                            {"1_a.mysql.up.sql", "not SQL"},
                            {"2_b.cockroach.up.sql", "not SQL"},
                            {"2_b.up.sql", "SELECT 4;"},
                            {"2_b.down.sql", "SELECT 5;"},
                            {"2_b.pg.down.sql", "SELECT 6;"},
                            {"2_b.oracle.up.sql", "not SQL"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1 a | SELECT 3; | SELECT 2;", "2 b | SELECT 4; | SELECT 6;"));
    EXPECT_EQ(folder.read().set.layout, "pop");
}

TEST(PopLayout, LeavesOutAMigrationOfAnotherDialect) {
    EXPECT_THAT(reading_of({{"1_a.postgres.up.sql", "SELECT 1;"},
                            {"1_a.down.sql", "SELECT 2;"},
                            {"2_b.mysql.up.sql", "not SQL"},
                            {"2_b.down.sql", "SELECT 3;"},
                            {"3_c.down.sql", "SELECT 4;"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;",
                            "down-without-up 3_c.down.sql: a down script without its up: version "
                            "\"3\""));
}

TEST(PopLayout, IsFoundDespiteAMarkThatIsLeftFromAnotherTool) {
    const SetFolder folder({{"1_a.postgres.up.sql", "SELECT 1;"},
                            {"1_a.down.sql", "SELECT 2;"},
                            {"1_a.cockroach.up.sql", "-- +migrate Up\nSELECT 3;"}});
    EXPECT_THAT(reading_of(folder), ElementsAre("1 a | SELECT 1; | SELECT 2;"));
}

TEST(PopLayout, RunsWithoutATransactionWhatCommitsByItself) {
    EXPECT_THAT(reading_of({{"1_a.postgres.autocommit.up.sql", "SELECT 1;"},
                            {"1_a.down.sql", "SELECT 2;"},
                            {"2_b.autocommit.up.sql", "SELECT 3;"},
                            {"2_b.autocommit.down.sql", "SELECT 4;"}}),
                ElementsAre("1 a | (alone) SELECT 1; | SELECT 2;",
                            "2 b | (alone) SELECT 3; | (alone) SELECT 4;"));
}

TEST(PopLayout, OrdersVersionsAsText) {
    EXPECT_THAT(reading_of({{"9_b.postgres.up.sql", "SELECT 1;"},
                            {"9_b.down.sql", "SELECT 2;"},
                            {"10_a.up.sql", "SELECT 3;"},
                            {"10_a.down.sql", "SELECT 4;"}}),
                ElementsAre("10 a | SELECT 3; | SELECT 4;", "9 b | SELECT 1; | SELECT 2;"));
}

TEST(PopLayout, ReportsATemplate) {
    EXPECT_THAT(
        reading_of({{"1_a.postgres.up.sql", "SELECT 1;\n-- {{ .Parameters.x }}\n"},
                    {"1_a.down.sql", "SELECT 2;"}}),
        ElementsAre("1 a | SELECT 1; | SELECT 2;",
                    "template 1_a.postgres.up.sql:2: a template, which the tool does not fill in: "
                    "\"{{ .Parameters.x }}\""));
}

TEST(PopLayout, MakesAFindingOfAMigrationInFizz) {
    EXPECT_THAT(reading_of({{"1_a.up.fizz", "create_table(\"a\")"}, {"1_a.down.sql", "SELECT 2;"}}),
                ElementsAre("1 a |  | SELECT 2;",
                            "other-language 1_a.up.fizz: a migration in Fizz, "
                            "which the tool cannot run"));
}

TEST(PopLayout, ReportsANameThatPopRefuses) {
    EXPECT_THAT(reading_of({{"1_a.postgres.up.sql", "SELECT 1;"},
                            {"1_a.down.sql", "SELECT 2;"},
                            {"schema.sql", "SELECT 3;"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;",
                            "unreadable-name schema.sql: expected a name such as \"V_slug.up.sql, "
                            "V_slug.postgres.up.sql\" but found \"schema.sql\""));
}

}  // namespace
}  // namespace migration
