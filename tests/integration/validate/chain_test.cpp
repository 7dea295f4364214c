// The whole chain: all downs, all ups.

#include "support/stairway_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

using ChainTest = StairwayTest;

TEST_F(ChainTest, IsWalkedInStretchesAroundWhatIsIrreversible) {
    const auto run =
        walk(SetFolder({{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a (x int);"},
                        {"1_a.down.sql", "DROP TABLE IF EXISTS a;"},
                        {"2_i.up.sql", "-- @irreversible: rows are gone\nDELETE FROM a;"},
                        {"3_b.up.sql", "CREATE TABLE IF NOT EXISTS b ();"},
                        {"3_b.down.sql", "DROP TABLE IF EXISTS b;"}}));
    EXPECT_THAT(shown(run),
                ElementsAre("1 passed", "2 down waived, down_again waived, up_after_down waived",
                            "3 passed"));
    EXPECT_EQ(run.chain, Result::passed);
    EXPECT_TRUE(run.passed());
}

TEST_F(ChainTest, PassesWhereADownIsLossy) {
    const auto run = walk(
        SetFolder({{"1_a.up.sql",
                    "CREATE TABLE IF NOT EXISTS a (x int); INSERT INTO a SELECT 1 WHERE NOT EXISTS "
                    "(SELECT FROM a);"},
                   {"1_a.down.sql", "DROP TABLE IF EXISTS a;"},
                   {"2_b.up.sql", "UPDATE a SET x = 2;"},
                   {"2_b.down.sql", "-- @lossy: the old value is not kept\nUPDATE a SET x = 0;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 down waived"));
    EXPECT_EQ(run.chain, Result::passed);
    EXPECT_TRUE(run.chain_findings.empty());
}

TEST_F(ChainTest, FindsWhatOnlyShowsOverSeveralSteps) {
    // The first down depends on what the second leaves in a place that is checked for the second
    // alone.
    const auto run = walk(SetFolder(
        {{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a (x int);"},
         {"1_a.down.sql", "DROP TABLE IF EXISTS a;"},
         {"2_d.up.sql",
          "-- @lossy: kept for audits\nINSERT INTO a SELECT 1 WHERE NOT EXISTS (SELECT FROM a);"},
         {"2_d.down.sql", "SELECT 1;"},
         {"3_c.up.sql",
          "DO $$ BEGIN IF (SELECT count(*) FROM a) <> 1 THEN RAISE 'expected one row'; END IF; END "
          "$$;"},
         {"3_c.down.sql", "DELETE FROM a; INSERT INTO a VALUES (1);"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 down waived", "3 passed"));
    EXPECT_EQ(run.chain, Result::passed);
}

TEST_F(ChainTest, IsNotRunAfterAFailedCheck) {
    const auto run = walk(SetFolder(
        {{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a ();"}, {"1_a.down.sql", "SELECT 1;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 down failed"));
    EXPECT_EQ(run.chain, Result::not_run);
}

}  // namespace
}  // namespace migration
