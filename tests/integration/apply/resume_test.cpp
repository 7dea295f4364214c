// Scripts that cannot run in a transaction: recorded statement by statement, resumed where they
// were cut off.

#include <gmock/gmock.h>

#include "support/engine_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class ResumeTest : public EngineTest {
protected:
    void SetUp() override {
        EngineTest::SetUp();
        if (!IsSkipped())
            run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1); CREATE TABLE seen (n int)");
    }

    // The third statement fails until the duplicate is gone.
    const Migration migration_ =
        migration_of("001", "a",
                     "CREATE INDEX CONCURRENTLY i ON t (a);\nINSERT INTO seen VALUES (1);\n"
                     "CREATE UNIQUE INDEX CONCURRENTLY u ON t (a);\nINSERT INTO seen VALUES (2);",
                     "");
};

TEST_F(ResumeTest, RecordsTheStatementsThatRan) {
    const auto error = error_of([&] { up(migration_); });
    EXPECT_TRUE(std::string(error->what())
                    .starts_with("dir/001_a.up.sql:3: could not create unique index \"u\""))
        << error->what();
    EXPECT_THAT(applied(), ElementsAre("001 incomplete 2"));
    EXPECT_THAT(history(), ElementsAre("up 001 failed"));
    EXPECT_TRUE(exists("i"));
}

TEST_F(ResumeTest, GoesOnBehindTheLastStatementThatRan) {
    EXPECT_THROW(up(migration_), Error);
    run("DELETE FROM t");
    resume(migration_);
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
    EXPECT_EQ(value("SELECT string_agg(n::text, ' ' ORDER BY n) FROM seen"), "1 2");
    EXPECT_EQ(value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'u'::regclass"), "t");
}

TEST_F(ResumeTest, IsCompleteAfterOneRunWithoutFailure) {
    run("DELETE FROM t");
    up(migration_);
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
    EXPECT_THAT(history(), ElementsAre("up 001 done"));
}

TEST_F(ResumeTest, CountsAnOpenTransactionOfTheScriptAsNotDone) {
    const Migration own = migration_of(
        "002", "b",
        "-- @no-transaction\nINSERT INTO seen VALUES (1);\nBEGIN;\nINSERT INTO seen VALUES (2);\n"
        "SELECT nothing;\nCOMMIT;",
        "");
    EXPECT_THROW(up(own), Error);
    EXPECT_THAT(applied(), ElementsAre("002 incomplete 1"));
    EXPECT_EQ(value("SELECT string_agg(n::text, ' ') FROM seen"), "1");
}

TEST_F(ResumeTest, StaysIncompleteWhenItsVerificationFails) {
    Migration own =
        migration_of("002", "b", "-- @no-transaction\nINSERT INTO seen VALUES (1);", "");
    own.verify = script_of("SELECT false;", "v.sql");
    EXPECT_THROW(up(own), Error);
    EXPECT_THAT(applied(), ElementsAre("002 incomplete 1"));
    own.verify = script_of("SELECT true;", "v.sql");
    resume(own);
    EXPECT_THAT(applied(), ElementsAre("002 applied"));
    EXPECT_EQ(value("SELECT count(*) FROM seen"), "1");
}

TEST_F(ResumeTest, RecordsItsPositionWhateverTheScriptSets) {
    run("CREATE ROLE resume_nobody");
    const Migration own = migration_of(
        "002", "b", "-- @no-transaction\nSET ROLE resume_nobody;\nSELECT 1;\nRESET ROLE;", "");
    EXPECT_NO_THROW(up(own));
    EXPECT_THAT(applied(), ElementsAre("002 applied"));
    run("RESET ROLE; DROP ROLE resume_nobody");
}

}  // namespace
}  // namespace migration
