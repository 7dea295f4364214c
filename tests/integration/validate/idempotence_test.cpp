#include "support/stairway_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

using IdempotenceTest = StairwayTest;

// Refuses a second run, both ways.
SetFolder refusing(const std::string& annotation = "") {
    return SetFolder({{"1_a.up.sql", annotation + "CREATE TABLE a (x int);\n"},
                      {"1_a.down.sql", annotation + "DROP TABLE a;\n"}});
}

// Inserts the row again each time.
Files repeating(const std::string& annotation) {
    return {{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a (x int);\n"},
            {"1_a.down.sql", "DROP TABLE IF EXISTS a;\n"},
            {"2_b.up.sql", annotation + "INSERT INTO a VALUES (1);\n"},
            {"2_b.down.sql", "DELETE FROM a;\n"}};
}

TEST_F(IdempotenceTest, StrictRefusesARefusal) {
    const SetFolder folder = refusing();
    const auto run = walk(folder);
    EXPECT_THAT(shown(run), ElementsAre("1 up_again failed, down_again failed"));
    EXPECT_EQ(run.migrations[0].up_again, Grade::refuses);
    EXPECT_EQ(run.migrations[0].down_again, Grade::refuses);
    EXPECT_EQ(run.migrations[0].findings.at(0).message, "relation \"a\" already exists");
    EXPECT_EQ(run.migrations[0].findings.at(0).line, 1);
}

TEST_F(IdempotenceTest, SafeAcceptsARefusal) {
    SetFolder folder = refusing();
    folder.options.idempotence = Idempotence::safe;
    const auto run = walk(folder);
    EXPECT_TRUE(run.passed());
    EXPECT_EQ(run.migrations[0].up_again, Grade::refuses);
    EXPECT_TRUE(run.migrations[0].findings.empty());
}

TEST_F(IdempotenceTest, OffDoesNotAsk) {
    SetFolder folder(repeating(""));
    folder.options.idempotence = Idempotence::off;
    const auto run = walk(folder);
    EXPECT_THAT(shown(run), ElementsAre("1 up_again not_run, down_again not_run",
                                        "2 up_again not_run, down_again not_run"));
    EXPECT_EQ(run.migrations[1].up_again, Grade::unknown);
    EXPECT_TRUE(run.passed());
}

TEST_F(IdempotenceTest, NeitherStrictNorSafeAcceptsARepetition) {
    SetFolder folder(repeating(""));
    for (const auto grade : {Idempotence::strict, Idempotence::safe}) {
        folder.options.idempotence = grade;
        const auto run = walk(folder);
        EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 up_again failed"));
        EXPECT_EQ(run.migrations[1].up_again, Grade::repeats);
        EXPECT_THAT(shown(run.migrations[1].findings),
                    ElementsAre("up_again data rows of table public.a"));
    }
}

TEST_F(IdempotenceTest, WaivesWhatIsDeclaredWithAReason) {
    const SetFolder refuses = refusing("-- @not-idempotent: runs once\n");
    EXPECT_THAT(shown(walk(refuses)), ElementsAre("1 up_again waived, down_again waived"));
    const SetFolder repeats(repeating("-- @not-idempotent: appends\n"));
    const auto run = walk(repeats);
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 up_again waived"));
    EXPECT_THAT(shown(run.migrations[1].findings),
                ElementsAre("up_again data rows of table public.a (waived: appends)"));
    EXPECT_TRUE(run.passed());
}

TEST_F(IdempotenceTest, TellsARefusalThatLeftSomethingFromASafeOne) {
    SetFolder folder(
        {{"1_a.up.sql",
          "-- @no-transaction\nCREATE TABLE IF NOT EXISTS a (x int);\nINSERT INTO a VALUES (1);\n"
          "ALTER TABLE a ADD PRIMARY KEY (x);\n"},
         {"1_a.down.sql", "DROP TABLE IF EXISTS a;"},
         {"2_q.up.sql", "CREATE SEQUENCE IF NOT EXISTS q;"},
         {"2_q.down.sql", "DROP SEQUENCE IF EXISTS q;"},
         {"3_n.up.sql", "SELECT setval('q', 5); CREATE TABLE n ();"},
         {"3_n.down.sql", "DROP TABLE IF EXISTS n; SELECT setval('q', 1, false);"}});
    folder.options.idempotence = Idempotence::safe;
    const auto run = walk(folder);
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 passed", "3 passed"));
    EXPECT_EQ(run.migrations[0].up_again, Grade::refuses);
}

}  // namespace
}  // namespace migration
