#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const std::string by = " 2024-01-31T12:00:00Z Ada <ada@example.org>";

std::string plan(const std::string& lines) {
    return "%syntax-version=1.0.0\n%project=city\n%uri=https://example.org/\n\n" + lines;
}

// The plan with scripts for the change "a" alone.
std::vector<std::string> reading_of_plan(const std::string& text) {
    return reading_of(
        {{"sqitch.plan", text}, {"deploy/a.sql", "SELECT 1;\n"}, {"revert/a.sql", "SELECT 2;\n"}});
}

const char* const read_a = "a  | SELECT 1; | SELECT 2;";

TEST(SqitchLayout, ReadsTheScriptsOfEachChangeInThePlansOrder) {
    const std::string begin = "-- Deploy city\n\nBEGIN;\n", commit = "\nCOMMIT;\n";
    EXPECT_THAT(
        reading_of({{"sqitch.plan", plan("# the users\nusers" + by + " # Adds users.\n\n" +
                                         "schemas/app [users !other]" + by + "\n@v1.0" + by +
                                         "\n+ a.b [schemas/app users@v1.0 @v1.0]" + by + "\n")},
                    {"deploy/users.sql", begin + "CREATE TABLE users ();" + commit},
                    {"revert/users.sql", begin + "DROP TABLE users;" + commit},
                    {"verify/users.sql", begin + "SELECT FROM users;\n\nROLLBACK;\n"},
                    {"deploy/schemas/app.sql", begin + "CREATE SCHEMA app;" + commit},
                    {"revert/schemas/app.sql", begin + "DROP SCHEMA app;" + commit},
                    {"deploy/a.b.sql", "SELECT 1;\n"},
                    {"revert/a.b.sql", "SELECT 2;\n"}}),
        ElementsAre("users  | BEGIN; CREATE TABLE users (); COMMIT; | BEGIN; DROP TABLE users; "
                    "COMMIT; | BEGIN; SELECT FROM users; ROLLBACK;",
                    "schemas/app  | BEGIN; CREATE SCHEMA app; COMMIT; | BEGIN; DROP SCHEMA app; "
                    "COMMIT;",
                    "a.b  | SELECT 1; | SELECT 2;"));
}

TEST(SqitchLayout, JudgesVerifyScriptsByErrorsAlone) {
    const SetFolder folder({{"sqitch.plan", plan("a" + by)},
                            {"deploy/a.sql", "SELECT 1;\n"},
                            {"revert/a.sql", "SELECT 2;\n"},
                            {"verify/a.sql", "BEGIN;\nSELECT 3;\nROLLBACK;\n"}});
    const auto set = folder.sound_set();
    ASSERT_EQ(set.migrations.size(), 1U);
    const auto& verify = set.migrations[0].verify.value();
    EXPECT_EQ(verify.verify_rule, VerifyRule::errors);
}

TEST(SqitchLayout, KeepsTheVersionOfAChangeThatIsPlannedOnceMore) {
    const std::string once = "a" + by + "\nb" + by + "\n@v1" + by + "\n";
    const Files old{{"sqitch.plan", plan(once)},
                    {"deploy/a.sql", "SELECT 1;\n"},
                    {"revert/a.sql", "SELECT 2;\n"},
                    {"deploy/b.sql", "SELECT 3;\n"},
                    {"revert/b.sql", "SELECT 4;\n"}};
    const Files reworked{
        {"sqitch.plan", plan(once + "c" + by + "\n@v2" + by + "\na [a@v1]" + by + "\n")},
        {"deploy/a@v2.sql", "SELECT 1;\n"},
        {"revert/a@v2.sql", "SELECT 2;\n"},
        {"verify/a@v2.sql", "SELECT 0;\n"},
        {"deploy/b.sql", "SELECT 3;\n"},
        {"revert/b.sql", "SELECT 4;\n"},
        {"deploy/c.sql", "SELECT 5;\n"},
        {"revert/c.sql", "SELECT 6;\n"},
        {"deploy/a.sql", "SELECT 7;\n"},
        {"revert/a.sql", "SELECT 1;\n"}};
    const SetFolder before(old), after(reworked);
    EXPECT_THAT(reading_of(after),
                ElementsAre("a  | SELECT 1; | SELECT 2; | SELECT 0;", "b  | SELECT 3; | SELECT 4;",
                            "c  | SELECT 5; | SELECT 6;", "a#2  | SELECT 7; | SELECT 1;"));
    EXPECT_EQ(before.sound_set().migrations[0].up.checksum,
              after.sound_set().migrations[0].up.checksum);
}

TEST(SqitchLayout, TakesTheTagThatAScriptHasForAReworkedChange) {
    EXPECT_THAT(reading_of({{"sqitch.plan", plan("a" + by + "\n@v1" + by + "\n@v1b" + by + "\nb" +
                                                 by + "\n@v2" + by + "\na" + by + "\n")},
                            {"deploy/a@v1b.sql", "SELECT 1;\n"},
                            {"revert/a@v1b.sql", "SELECT 2;\n"},
                            {"deploy/b.sql", "SELECT 3;\n"},
                            {"revert/b.sql", "SELECT 4;\n"},
                            {"deploy/a.sql", "SELECT 5;\n"},
                            {"revert/a.sql", "SELECT 6;\n"}}),
                ElementsAre("a  | SELECT 1; | SELECT 2;", "b  | SELECT 3; | SELECT 4;",
                            "a#2  | SELECT 5; | SELECT 6;"));
}

TEST(SqitchLayout, LooksWhereTheConfigurationSays) {
    const SetFolder folder(
        {{"sqitch.conf",
          "[core]\n\tengine = pg # the server\n\ttop_dir = db\n\tdeploy_dir = \"db/up\"\n"
          "; plan_file = x\n\treworked_dir = old\n[engine \"pg\"]\n\tdeploy_dir = db/do\n"
          "\textension = ddl\n[engine \"mysql\"]\n\ttop_dir = mysql\n"},
         {"db/sqitch.plan", plan("a" + by + "\n@v1" + by + "\na" + by + "\n")},
         {"db/do/a.ddl", "SELECT 1;\n"},
         {"db/revert/a.ddl", "SELECT 2;\n"},
         {"old/db/do/a@v1.ddl", "SELECT 3;\n"},
         {"old/revert/a@v1.ddl", "SELECT 4;\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("a  | SELECT 3; | SELECT 4;", "a#2  | SELECT 1; | SELECT 2;"));
    for (const char* watched : {"sqitch.conf", "db/sqitch.plan", "db/do/a.ddl"})
        EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path(watched)));
}

TEST(SqitchLayout, ReportsAProjectForAnotherDatabase) {
    EXPECT_THAT(reading_of({{"sqitch.conf", "[core]\n\tengine = mysql\n"},
                            {"sqitch.plan", plan("a" + by)},
                            {"deploy/a.sql", "SELECT 1;\n"},
                            {"revert/a.sql", "SELECT 2;\n"}}),
                ElementsAre(read_a,
                            "other-database sqitch.conf:2: Sqitch deploys the project to another "
                            "kind of database: \"mysql\""));
}

TEST(SqitchLayout, ReportsScriptsThatAreNotThereOrNotInThePlan) {
    EXPECT_THAT(
        reading_of({{"sqitch.plan", plan("a" + by + "\nb" + by)},
                    {"deploy/b.sql", "SELECT 1;\n"},
                    {"deploy/c.sql", "SELECT 1;\n"},
                    {"verify/c.sql", "SELECT 1;\n"},
                    {"t/test.sql", "SELECT 1;\n"}}),
        ElementsAre("a  |  | -", "b  | SELECT 1; | -",
                    "missing-file deploy/a.sql: no such script, which sqitch.plan:5 names",
                    "missing-down deploy/b.sql: no down script for migration \"b\"",
                    "passed-over deploy/c.sql: a script of a change that is not in the plan: "
                    "\"deploy/c.sql\"",
                    "passed-over verify/c.sql: a script of a change that is not in the plan: "
                    "\"verify/c.sql\""));
}

TEST(SqitchLayout, ReportsWhatStandsInTheWayOfAPlan) {
    EXPECT_THAT(reading_of_plan("%syntax-version=1.0.0\n\na" + by),
                ElementsAre(read_a, "plan sqitch.plan: no project's name in the plan"));
    EXPECT_THAT(reading_of_plan("%project=my city\na" + by),
                ElementsAre(read_a, "plan sqitch.plan:1: not a name of a project: \"my city\"",
                            "plan sqitch.plan:2: a line among the pragmas: \"a" + by + "\""));
    SetFolder folder(
        {{"sqitch.conf", "[core]\n\tplan_file = city.plan\n"}, {"deploy/a.sql", "SELECT 1;\n"}});
    folder.options.layout = "sqitch";
    EXPECT_THAT(reading_of(folder), ElementsAre("plan city.plan: no such plan"));
}

TEST(SqitchLayout, ReportsEachLineThatSqitchRefuses) {
    EXPECT_THAT(
        reading_of_plan(plan("@v0" + by + "\na" + by + "\na" + by + "\nb:c" + by + "\n-d" + by +
                             "\nHEAD" + by + "\ne^2" + by +
                             "\nf\ng 2024-01-31T12:00:00Z\nh Ada "
                             "<ada@example.org>\ni whenever\nj 2024-01-31T12:00:00Z Ada\n@x/y" +
                             by + "\n@v1 [a]" + by + "\n@v1" + by)),
        ElementsAre(
            read_a, "plan sqitch.plan:5: a tag before the first change: \"@v0\"",
            "plan sqitch.plan:7: the change \"a\" is already on line 6",
            "plan sqitch.plan:8: not a name: \"b:c\"",
            "plan sqitch.plan:9: a plan that reverts: \"-d" + by + "\"",
            "plan sqitch.plan:10: a name that Sqitch keeps for itself: \"HEAD\"",
            "plan sqitch.plan:11: not a name: \"e^2\"",
            "plan sqitch.plan:12: neither time nor planner: \"f\"",
            "plan sqitch.plan:13: no planner behind the time: \"g 2024-01-31T12:00:00Z\"",
            "plan sqitch.plan:14: no time before the planner: \"h Ada <ada@example.org>\"",
            "plan sqitch.plan:15: cannot be read: \"i whenever\"",
            "plan sqitch.plan:16: not a planner behind the time: \"j 2024-01-31T12:00:00Z Ada\"",
            "plan sqitch.plan:17: a slash in the tag: \"@x/y\"",
            "plan sqitch.plan:18: a tag cannot require anything: \"a\"",
            "plan sqitch.plan:19: the tag \"@v1\" is already on line 18"));
}

TEST(SqitchLayout, ReportsWhatAChangeRequiresInVain) {
    const Files files{
        {"sqitch.plan",
         plan("b [b c @v1 b@v1 other:x !other:y a: ? c]" + by + "\n@v1" + by +
              "\nc [b@v1 !b !z 0123456789012345678901234567890123456789 city:b]" + by)},
        {"deploy/b.sql", "SELECT 1;\n"},
        {"revert/b.sql", "SELECT 2;\n"},
        {"deploy/c.sql", "SELECT 3;\n"},
        {"revert/c.sql", "SELECT 4;\n"}};
    const std::string in_vain =
        "depends sqitch.plan:5: the change \"b\" requires what is not "
        "planned before: ";
    EXPECT_THAT(
        reading_of(SetFolder(files)),
        ElementsAre(
            "b  | SELECT 1; | SELECT 2;", "c  | SELECT 3; | SELECT 4;", in_vain + "\"b\"",
            in_vain + "\"c\"", in_vain + "\"@v1\"", in_vain + "\"b@v1\"",
            "other-project sqitch.plan:5: the change \"b\" requires a change of another project: "
            "\"other:x\"",
            "other-project sqitch.plan:5: the change \"b\" conflicts with a change of another "
            "project: \"!other:y\"",
            "plan sqitch.plan:5: not a dependency of a change: \"a:\"",
            "plan sqitch.plan:5: not a dependency of a change: \"?\"",
            "plan sqitch.plan:5: the change \"b\" requires twice: \"c\"",
            "depends sqitch.plan:7: the change \"c\" conflicts with a change that is planned "
            "before: \"!b\""));
}

TEST(SqitchLayout, ReportsTwoChangesWhoseVersionsAreOne) {
    EXPECT_THAT(reading_of({{"sqitch.plan", plan("a1" + by + "\na01" + by)},
                            {"deploy/a1.sql", "SELECT 1;\n"},
                            {"revert/a1.sql", "SELECT 2;\n"},
                            {"deploy/a01.sql", "SELECT 3;\n"}}),
                ElementsAre("a1  | SELECT 1; | SELECT 2;",
                            "duplicate-version deploy/a01.sql: version \"a01\" is already taken by "
                            "\"deploy/a1.sql\""));
}

}  // namespace
}  // namespace migration
