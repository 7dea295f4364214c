#include "support/stairway_test.hpp"
#include "support/errors.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

using StairwayVerdictTest = StairwayTest;

const std::string make_a = "CREATE TABLE IF NOT EXISTS a (x int);\n";
const std::string drop_a = "DROP TABLE IF EXISTS a;\n";
const std::string make_b = "CREATE TABLE IF NOT EXISTS b (y int);\n";
const std::string drop_b = "DROP TABLE IF EXISTS b;\n";

TEST_F(StairwayVerdictTest, PassesAGoodSet) {
    const SetFolder folder({{"1_a.up.sql", make_a},
                            {"1_a.down.sql", drop_a},
                            {"2_b.up.sql", make_b},
                            {"2_b.down.sql", drop_b}});
    std::vector<std::string> heard;
    const auto run =
        walk_stairway(folder.sound_set(), {server()->settings(), {}, "", false}, "local",
                      [&](const auto& verdict) { heard.push_back(verdict.name()); });
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 passed"));
    EXPECT_THAT(heard, ElementsAre("1_a", "2_b"));
    EXPECT_EQ(run.chain, Result::passed);
    EXPECT_TRUE(run.passed());
    EXPECT_EQ(run.server, server()->version());
    EXPECT_EQ(run.provider, "local");
    EXPECT_EQ(run.migrations[0].up_again, Grade::idempotent);
    EXPECT_EQ(run.migrations[0].down_again, Grade::idempotent);
    EXPECT_NE(run.migrations[0].fingerprint, run.migrations[1].fingerprint);
}

TEST_F(StairwayVerdictTest, LeavesNoDatabaseBehind) {
    walk(SetFolder({{"1_a.up.sql", make_a}, {"1_a.down.sql", drop_a}}));
    Session session(server()->settings());
    EXPECT_EQ(session.rows("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database")
                  .text(0, 0),
              "postgres template0 template1");
}

TEST_F(StairwayVerdictTest, GivesEachMigrationItsOwnVerdict) {
    const SetFolder folder(
        {{"1_a.up.sql", make_a},
         {"1_a.down.sql", drop_a},
         {"2_i.up.sql",
          "CREATE INDEX IF NOT EXISTS i ON a (x);\nALTER TABLE a ADD COLUMN IF NOT EXISTS z int;"},
         {"2_i.down.sql", "ALTER TABLE a DROP COLUMN IF EXISTS z;"},
         {"3_b.up.sql", make_b},
         {"3_b.down.sql", drop_b}});
    const auto run = walk(folder);
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 down failed", "3 passed"));
    EXPECT_EQ(run.chain, Result::not_run);
    ASSERT_THAT(shown(run.migrations[1].findings), ElementsAre("down left_behind index public.i"));
    const Finding& finding = run.migrations[1].findings[0];
    EXPECT_EQ(finding.file, "2_i.down.sql");
    EXPECT_EQ(
        folder.without_path(finding.hint),
        "add \"DROP INDEX IF EXISTS public.i;\" to the down script; it is made by 2_i.up.sql:1");
    EXPECT_FALSE(run.passed());
}

TEST_F(StairwayVerdictTest, ShowsWhatADownLosesAndChanges) {
    const auto run = walk(SetFolder(
        {{"1_a.up.sql",
          "CREATE TABLE IF NOT EXISTS a (x int DEFAULT 1); CREATE INDEX IF NOT EXISTS i ON a (x);"},
         {"1_a.down.sql", drop_a},
         {"2_b.up.sql", "ALTER TABLE a ALTER x SET DEFAULT 2;"},
         {"2_b.down.sql", "ALTER TABLE a ALTER x DROP DEFAULT; DROP INDEX IF EXISTS i;"}}));
    EXPECT_THAT(
        shown(run.migrations[1].findings),
        testing::IsSupersetOf({"down changed column public.a.x", "down lost index public.i"}));
    EXPECT_EQ(run.migrations[1].at(Check::down), Result::failed);
}

TEST_F(StairwayVerdictTest, LeavesOutAMigrationWhoseUpFails) {
    const auto run = walk(SetFolder({{"1_a.up.sql", make_a},
                                     {"1_a.down.sql", drop_a},
                                     {"2_x.up.sql", "CREATE TABLE x ();\nSELECT nothing;"},
                                     {"2_x.down.sql", "DROP TABLE x;"},
                                     {"3_b.up.sql", make_b},
                                     {"3_b.down.sql", drop_b}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed",
                                        "2 up failed, up_again not_run, down not_run, down_again "
                                        "not_run, up_after_down not_run",
                                        "3 passed"));
    const Finding& finding = run.migrations[1].findings.at(0);
    EXPECT_EQ(finding.kind, FindingKind::error);
    EXPECT_EQ(finding.file, "2_x.up.sql");
    EXPECT_EQ(finding.line, 2);
    EXPECT_EQ(finding.message, "column \"nothing\" does not exist");
}

TEST_F(StairwayVerdictTest, ShowsADownThatFails) {
    const auto run = walk(SetFolder({{"1_a.up.sql", make_a},
                                     {"1_a.down.sql", "DROP TABLE other;"},
                                     {"2_b.up.sql", make_b},
                                     {"2_b.down.sql", drop_b}}));
    EXPECT_THAT(shown(run), ElementsAre("1 down failed, down_again not_run, up_after_down not_run",
                                        "2 passed"));
    EXPECT_EQ(run.migrations[0].findings.at(0).message, "table \"other\" does not exist");
}

TEST_F(StairwayVerdictTest, WaivesWhatScriptsDeclareWithAReason) {
    const auto run = walk(SetFolder(
        {{"1_a.up.sql", make_a + "INSERT INTO a SELECT 1 WHERE NOT EXISTS (SELECT FROM a);"},
         {"1_a.down.sql", drop_a},
         {"2_lossy.up.sql", "DELETE FROM a;"},
         {"2_lossy.down.sql", "-- @lossy: the rows are gone\nSELECT 1;"},
         {"3_order.up.sql",
          "-- @allow: order nobody reads by position\nALTER TABLE a ADD COLUMN IF NOT EXISTS k "
          "int, ADD "
          "COLUMN IF NOT EXISTS m int;"},
         {"3_order.down.sql", "ALTER TABLE a DROP COLUMN IF EXISTS k, DROP COLUMN IF EXISTS m;"},
         {"4_drop.up.sql", "ALTER TABLE a DROP COLUMN IF EXISTS x;"},
         {"4_drop.down.sql",
          "-- @allow: order nobody reads by position\nALTER TABLE a ADD COLUMN IF NOT EXISTS x "
          "int;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 down waived", "3 passed", "4 down waived"));
    EXPECT_THAT(shown(run.migrations[1].findings),
                ElementsAre("down data rows of table public.a (waived: the rows are gone)"));
    EXPECT_THAT(
        shown(run.migrations[3].findings),
        ElementsAre(
            "down order column order of table public.a (waived: nobody reads by position)"));
    EXPECT_EQ(run.chain, Result::passed);
}

TEST_F(StairwayVerdictTest, IgnoresColumnOrderWhereTheSetSaysSo) {
    SetFolder folder({{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS a (x int, y int);"},
                      {"1_a.down.sql", drop_a},
                      {"2_b.up.sql", "ALTER TABLE a DROP COLUMN IF EXISTS x;"},
                      {"2_b.down.sql", "ALTER TABLE a ADD COLUMN IF NOT EXISTS x int;"}});
    const auto strict = walk(folder);
    EXPECT_THAT(shown(strict), ElementsAre("1 passed", "2 down failed"));
    EXPECT_THAT(shown(strict.migrations[1].findings),
                ElementsAre("down order column order of table public.a"));
    folder.options.column_order = ColumnOrder::ignore;
    const auto ignoring = walk(folder);
    EXPECT_THAT(shown(ignoring), ElementsAre("1 passed", "2 passed"));
    EXPECT_EQ(ignoring.chain, Result::passed);
}

TEST_F(StairwayVerdictTest, RunsPrerequisitesFirst) {
    SetFolder folder({{"1_a.up.sql", "CREATE TABLE IF NOT EXISTS s.a (x int);"},
                      {"1_a.down.sql", "DROP TABLE IF EXISTS s.a;"},
                      {"_before.sql", "CREATE SCHEMA s; SET search_path = s;"}});
    folder.options.prerequisites = folder.path("_before.sql");
    EXPECT_TRUE(walk(folder).passed());
    folder.write("_before.sql", "SELECT nothing;");
    EXPECT_EQ(error_of([&] { walk(folder); })->what(),
              folder.options.prerequisites->string() + ":1: column \"nothing\" does not exist");
}

TEST_F(StairwayVerdictTest, SaysWhichExtensionIsMissing) {
    const auto run =
        walk(SetFolder({{"1_a.up.sql", "-- @requires-extension: no_such_thing\n" + make_a},
                        {"1_a.down.sql", drop_a}}));
    EXPECT_EQ(run.migrations[0].findings.at(0).message,
              "the extension is not available on this server: \"no_such_thing\"");
}

TEST_F(StairwayVerdictTest, ValidatesWhatRefusesATransaction) {
    const auto run =
        walk(SetFolder({{"1_a.up.sql", make_a},
                        {"1_a.down.sql", drop_a},
                        {"2_i.up.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON a (x);"},
                        {"2_i.down.sql", "DROP INDEX CONCURRENTLY IF EXISTS i;"}}));
    EXPECT_THAT(shown(run), ElementsAre("1 passed", "2 passed"));
    EXPECT_EQ(run.chain, Result::passed);
}

}  // namespace
}  // namespace migration
