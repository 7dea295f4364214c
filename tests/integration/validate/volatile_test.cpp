// Scripts that do not do the same thing twice.

#include "support/stairway_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

using VolatileTest = StairwayTest;

const std::string frozen_default =
    "CREATE TABLE IF NOT EXISTS a (x timestamptz);\n"
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_attrdef WHERE adrelid = 'a'::regclass) THEN\n"
    "  EXECUTE format('ALTER TABLE a ALTER x SET DEFAULT %L', clock_timestamp());\nEND IF; END "
    "$$;\n";

TEST_F(VolatileTest, RowsAreANote) {
    const auto run = walk(
        SetFolder({{"1_a.up.sql",
                    "CREATE TABLE IF NOT EXISTS a (x timestamptz);\n"
                    "INSERT INTO a SELECT clock_timestamp() WHERE NOT EXISTS (SELECT FROM a);\n"},
                   {"1_a.down.sql", "DROP TABLE IF EXISTS a;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed"));
    EXPECT_THAT(shown(run.migrations[0].findings),
                ElementsAre("up_after_down volatile rows of table public.a (note)"));
    EXPECT_EQ(run.chain, Result::passed);
}

TEST_F(VolatileTest, SchemaIsAFinding) {
    const auto run = walk(
        SetFolder({{"1_a.up.sql", frozen_default}, {"1_a.down.sql", "DROP TABLE IF EXISTS a;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 up_after_down failed"));
    EXPECT_THAT(shown(run.migrations[0].findings),
                ElementsAre("up_after_down volatile column public.a.x"));
    EXPECT_FALSE(run.passed());
}

TEST_F(VolatileTest, SchemaIsWaivedWithAReason) {
    const auto run =
        walk(SetFolder({{"1_a.up.sql", "-- @allow: volatile the time is wanted\n" + frozen_default},
                        {"1_a.down.sql", "DROP TABLE IF EXISTS a;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 up_after_down waived"));
    EXPECT_EQ(run.chain, Result::passed);
    EXPECT_TRUE(run.passed());
}

TEST_F(VolatileTest, ADifferentUpAfterADownIsNoVolatileOne) {
    const auto run = walk(SetFolder(
        {{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a (x int); CREATE SEQUENCE IF NOT EXISTS q;"},
         {"1_a.down.sql", "DROP TABLE IF EXISTS a; DROP SEQUENCE IF EXISTS q;"},
         {"2_b.up.sql",
          "DO $$ BEGIN IF to_regclass('marker') IS NULL THEN CREATE TABLE IF NOT EXISTS b (); ELSE "
          "CREATE TABLE IF NOT EXISTS c (); "
          "END IF; END $$;"},
         {"2_b.down.sql", "DROP TABLE IF EXISTS b, c; CREATE TABLE IF NOT EXISTS marker ();"}}));
    EXPECT_EQ(run.migrations[1].at(Check::down), Result::failed);
    EXPECT_EQ(run.migrations[1].at(Check::up_after_down), Result::failed);
    EXPECT_THAT(shown(run.migrations[1].findings),
                testing::Contains("up_after_down left_behind table public.c"));
}

}  // namespace
}  // namespace migration
