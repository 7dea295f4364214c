#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(YoyoLayout, ReadsPairsAndScriptsThatOnlyGoUp) {
    const SetFolder folder({{"0001.users.sql", "SELECT 1;"},
                            {"0001.users.rollback.sql", "SELECT 2;"},
                            {"0002-b.sql", "SELECT 3;"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("0001.users  | SELECT 1; | SELECT 2;", "0002-b  | SELECT 3; | -"));
    EXPECT_EQ(folder.read().set.layout, "yoyo");
    EXPECT_EQ(folder.read().set.migrations[1].up.annotations.irreversible,
              "it has no down script (DOWN OPTIONAL)");
}

TEST(YoyoLayout, PutsAMigrationBehindThoseItDependsOn) {
    EXPECT_THAT(reading_of({{"a.sql", "-- the a\n-- depends: c\n--depends : d\nSELECT 1;"},
                            {"b.sql", "SELECT 2;"},
                            {"c.sql", "\n--  depends: b\nSELECT 3;"},
                            {"d.sql", "-- depends:\nSELECT 4;\n-- depends: a\nSELECT 5;"}}),
                ElementsAre("b  | SELECT 2; | -", "c  | SELECT 3; | -",
                            "d  | SELECT 4; SELECT 5; | -", "a  | SELECT 1; | -"));
}

TEST(YoyoLayout, IsNotFoundByAWordInAComment) {
    const SetFolder folder(
        {{"1_a.sql", "SELECT 1;"}, {"2_b.sql", "-- depends: 1_a (users)\nSELECT 2;"}});
    EXPECT_EQ(folder.read().set.layout, "rollback-suffix");
}

TEST(YoyoLayout, ReportsWhatIsUnknownOrGoesRound) {
    EXPECT_THAT(
        SetFolder({{"a.sql", "-- depends: c x\nSELECT 1;"}, {"c.sql", "-- depends: a\nSELECT 2;"}})
            .problems(),
        ElementsAre("depends a.sql:1: \"depends\" names a version that is not in the set: \"x\"",
                    "dependency-cycle a.sql:1: \"depends\" leads back to where it began: \"a\" "
                    "needs \"c\" needs \"a\""));
}

TEST(YoyoLayout, RunsBothScriptsWithoutATransactionWhereTheUpScriptSaysSo) {
    EXPECT_THAT(
        reading_of({{"a.sql", "-- transactional: False\nSELECT 1;"},
                    {"a.rollback.sql", "SELECT 2;"},
                    {"b.sql", "SELECT 3;"},
                    {"b.rollback.sql", "-- transactional: false\nSELECT 4;"},
                    {"c.sql", "-- transactional: no\nSELECT 5;"}}),
        ElementsAre("a  | (alone) SELECT 1; | (alone) SELECT 2;", "b  | SELECT 3; | SELECT 4;",
                    "c  | SELECT 5; | -",
                    "section c.sql:1: yoyo refuses this value of \"transactional\": \"no\""));
}

TEST(YoyoLayout, MakesAFindingOfAMigrationInPython) {
    EXPECT_THAT(reading_of({{"0001.sql", "-- depends:\nSELECT 1;"},
                            {"0002.py", "from yoyo import step"},
                            {"__init__.py", ""},
                            {"0003.sql", "-- depends: 0002\nSELECT 3;"}}),
                ElementsAre("0001  | SELECT 1; | -", "0002  |  | -", "0003  | SELECT 3; | -",
                            "other-language 0002.py: a migration in Python, which the tool cannot "
                            "run"));
}

TEST(YoyoLayout, ReportsAScriptThatYoyoRepeats) {
    EXPECT_THAT(reading_of({{"a.sql", "-- depends:\nSELECT 1;"}, {"post-apply.sql", "SELECT 2;"}}),
                ElementsAre("a  | SELECT 1; | -",
                            "post-apply post-apply.sql: a script that yoyo runs behind each run, "
                            "and the tool does not: \"post-apply.sql\""));
}

TEST(YoyoLayout, ReportsARollbackWithoutItsScript) {
    EXPECT_THAT(reading_of({{"a.sql", "SELECT 1;"}, {"b.rollback.sql", "SELECT 2;"}}),
                ElementsAre("a  | SELECT 1; | -",
                            "down-without-up b.rollback.sql: a down script without its up: version "
                            "\"b\""));
}

}  // namespace
}  // namespace migration
