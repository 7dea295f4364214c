#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const std::string one = "SELECT 1;", two = "SELECT 2;";

std::vector<std::string> hints_of(const Files& files) {
    std::vector<std::string> hints;
    for (const auto& problem : SetFolder(files).read().problems) hints.push_back(problem.hint);
    return hints;
}

TEST(FlywayLayout, OrdersVersionsGroupByGroupInAllFolders) {
    EXPECT_THAT(
        reading_of({{"V10__a.sql", one},
                    {"sub/deep/er/still/V1_2__b.sql", one},
                    {"V1.10__c.sql", one},
                    {"V2__d d.SQL", one},
                    {"V20240101__e.sql", one},
                    {"V3.sql", one}}),
        ElementsAre("1.2 b | SELECT 1; | -", "1.10 c | SELECT 1; | -", "2 d d | SELECT 1; | -",
                    "3  | SELECT 1; | -", "10 a | SELECT 1; | -", "20240101 e | SELECT 1; | -"));
}

TEST(FlywayLayout, TakesUndoScriptsForDownScriptsWithoutRequiringThem) {
    EXPECT_THAT(reading_of({{"V008__a.sql", one}, {"U8__a.sql", two}, {"V9__b.sql", one}}),
                ElementsAre("008 a | SELECT 1; | SELECT 2;", "9 b | SELECT 1; | -"));
    EXPECT_THAT(reading_of({{"V1__a.sql", one}, {"U2__b.sql", two}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "down-without-up U2__b.sql: a down script without its up: version "
                            "\"2\""));
}

TEST(FlywayLayout, ReportsVersionsThatAreEqualToFlyway) {
    EXPECT_THAT(reading_of({{"V1__a.sql", one},
                            {"sub/V1_0__b.sql", two},
                            {"U1__a.sql", one},
                            {"U01__a.sql", one}}),
                ElementsAre("1 a | SELECT 1; | SELECT 1;",
                            "duplicate-version U1__a.sql: version \"1\" is already taken by "
                            "\"U01__a.sql\"",
                            "duplicate-version sub/V1_0__b.sql: version \"1.0\" is already taken "
                            "by \"V1__a.sql\""));
}

TEST(FlywayLayout, SuggestsToNameOneOfSeveralFoldersWithTheSameVersions) {
    EXPECT_THAT(
        hints_of({{"h2/V1__a.sql", one}, {"postgresql/V1__a.sql", one}}),
        ElementsAre(
            "give one of the two another version, as 'migration-tool renumber' does, or name "
            "one of the folders, if Flyway is given one alone"));
    EXPECT_THAT(
        hints_of({{"V1__a.sql", one}, {"V1__b.sql", one}}),
        ElementsAre("give one of the two another version, as 'migration-tool renumber' does"));
}

TEST(FlywayLayout, PutsRepeatablesBehindAllVersionsInTheOrderOfTheirDescriptions) {
    EXPECT_THAT(
        reading_of(
            {{"V1__a.sql", one}, {"R__a_b.sql", two}, {"R__aZ.sql", two}, {"R__B.sql", two}}),
        ElementsAre("1 a | SELECT 1; | -", "R.B  | SELECT 2; | -", "R.a_b  | SELECT 2; | -",
                    "R.aZ  | SELECT 2; | -"));
}

TEST(FlywayLayout, ReportsRepeatablesWithOneDescription) {
    EXPECT_THAT(reading_of({{"V1__a.sql", one}, {"R__a b.sql", two}, {"sub/R__a_b.sql", two}}),
                ElementsAre("1 a | SELECT 1; | -", "R.a_b  | SELECT 2; | -",
                            "duplicate-version sub/R__a_b.sql: the description \"a b\" is already "
                            "taken by \"R__a b.sql\""));
}

TEST(FlywayLayout, NotesWhatFlywayIgnoresAndItsCallbacks) {
    EXPECT_THAT(reading_of({{"V1__a.sql", one},
                            {"v2__b.sql", one},
                            {"V3_c.sql", one},
                            {"afterMigrate__grants.sql", one}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "passed-over V3_c.sql: not a migration by its name: \"V3_c.sql\"",
                            "callback afterMigrate__grants.sql: Flyway runs this script at "
                            "\"afterMigrate\", the tool does not",
                            "passed-over v2__b.sql: not a migration by its name: \"v2__b.sql\""));
}

TEST(FlywayLayout, SuggestsPrerequisitesForACallbackBeforeTheMigrations) {
    EXPECT_THAT(hints_of({{"V1__a.sql", one}, {"beforeMigrate.sql", one}, {"afterInfo.sql", one}}),
                ElementsAre("",
                            "name it with PREREQUISITES or --prerequisites, if the migrations "
                            "need what it makes"));
}

TEST(FlywayLayout, LeavesABaselineOutWhereItsVersionsAreThere) {
    EXPECT_THAT(reading_of({{"V1__a.sql", one}, {"V3__c.sql", one}, {"B2__all.sql", two}}),
                ElementsAre("1 a | SELECT 1; | -", "3 c | SELECT 1; | -",
                            "baseline B2__all.sql: a baseline migration that does not run: the set "
                            "has the versions that it stands for, from \"V1__a.sql\" on"));
}

TEST(FlywayLayout, BeginsWithTheNewestBaselineWhereItsVersionsAreNot) {
    EXPECT_THAT(reading_of({{"V3__c.sql", one}, {"B1__old.sql", two}, {"B2__all.sql", two}}),
                ElementsAre("2 all | SELECT 2; | -", "3 c | SELECT 1; | -",
                            "baseline B1__old.sql: a baseline migration that does not run: "
                            "\"B2__all.sql\" is newer"));
}

TEST(FlywayLayout, MakesAFindingOfAMigrationInAnotherLanguage) {
    EXPECT_THAT(
        reading_of(
            {{"V1__a.sql", one}, {"V2__B.java", "class B"}, {"V3__c.ps1", ""}, {"x.py", ""}}),
        ElementsAre("1 a | SELECT 1; | -", "2 B |  | -", "3 c |  | -",
                    "other-language V2__B.java: a migration in Java, which the tool cannot run",
                    "other-language V3__c.ps1: a migration in PowerShell, which the tool cannot "
                    "run"));
}

TEST(FlywayLayout, ReportsScriptsInFoldersThatTheToolLeavesOut) {
    EXPECT_THAT(reading_of({{"V1__a.sql", one}, {"_old/V2__b.sql", one}, {"_old/notes.sql", one}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "left-out _old/V2__b.sql: Flyway runs this script, the tool leaves out "
                            "folders whose names start with \"_\""));
}

TEST(FlywayLayout, FollowsTheSettingsOfAScript) {
    EXPECT_THAT(
        reading_of({{"V1__a.sql", one},
                    {"V1__a.sql.conf", "executeInTransaction=false\n"},
                    {"V2__b.sql", "SELECT '${x}';"},
                    {"V2__b.sql.conf", "placeholderReplacement=false\nencoding=UTF-8\n"},
                    {"V3__c.sql", one},
                    {"V3__c.sql.conf", "shouldExecute=${go}==true\n"},
                    {"V4__d.sql", one},
                    {"V4__d.sql.conf", "# x\nencoding=ISO-8859-1\ntransaction=no\n"}}),
        ElementsAre("1 a | (alone) SELECT 1; | -", "2 b | SELECT '${x}'; | -",
                    "3 c | SELECT 1; | -", "4 d | SELECT 1; | -",
                    "script-setting V3__c.sql: the tool does not evaluate this setting in line 1 "
                    "of \"V3__c.sql.conf\": \"shouldExecute=${go}==true\"",
                    "script-setting V4__d.sql: the tool reads UTF-8 alone in line 2 of "
                    "\"V4__d.sql.conf\": \"encoding=ISO-8859-1\"",
                    "script-setting V4__d.sql: Flyway does not know this setting in line 3 of "
                    "\"V4__d.sql.conf\": \"transaction=no\""));
}

TEST(FlywayLayout, KeepsTheFileThatFlywaysChecksumCovers) {
    const SetFolder folder({{"V1__a.sql", "SELECT ${x};"},
                            {"V2__b.sql", "SELECT 2;"},
                            {"flyway.conf", "flyway.placeholders.x=1\n"}});
    const auto migrations = folder.read().set.migrations;
    EXPECT_EQ(migrations[0].up.text, "SELECT 1;");
    EXPECT_EQ(migrations[0].up.file_text, "SELECT ${x};");
    EXPECT_EQ(migrations[1].up.file_text, "");
}

TEST(FlywayLayout, ReportsPlaceholdersWithoutAValue) {
    EXPECT_THAT(reading_of({{"V1__a.sql", "SELECT 1;\nSELECT '${x}';\n"}}),
                ElementsAre("1 a |  | -",
                            "placeholder V1__a.sql:2: a placeholder without a value: \"${x}\""));
}

TEST(FlywayLayout, KeepsTheLinesOfAScriptWithAValueOfSeveralLines) {
    EXPECT_THAT(reading_of({{"flyway.toml", "[flyway.placeholders]\nx = \"a\\nb\\nc\"\n"},
                            {"V1__a.sql", "SELECT '${x}',\n '${x}';\nSELECT FROM 1;\n"}}),
                ElementsAre("1 a | SELECT 'a b c', 'a b c'; SELECT FROM 1; | -",
                            "syntax V1__a.sql:3: syntax error at or near \"1\""));
}

TEST(FlywayLayout, TakesPlaceholdersFromTheSettingsBesideTheScripts) {
    EXPECT_THAT(reading_of({{"V1__a.sql", "SELECT '${x} ${Y} ${flyway:filename}';"},
                            {"flyway.conf", "flyway.placeholders.x=conf\nflyway.user=me\n"},
                            {"flyway.toml", "[flyway.placeholders]\ny = \"toml\"\n"}}),
                ElementsAre("1 a | SELECT 'conf toml V1__a.sql'; | -"));
    EXPECT_THAT(reading_of({{"V1__a.sql", "SELECT '${x}';"},
                            {"flyway.toml", "[flyway]\nplaceholderReplacement = false\n"}}),
                ElementsAre("1 a | SELECT '${x}'; | -"));
}

TEST(FlywayLayout, TakesTheSettingsOfTheFolderAbove) {
    SetFolder folder({{"sql/V1__a.sql", "SELECT '${x} ${y}';"},
                      {"flyway.conf", "flyway.placeholders.x=1\nflyway.placeholders.y=2\n"},
                      {"sql/flyway.conf", "flyway.placeholders.y=3\n"}});
    folder.options.directory = folder.path("sql");
    EXPECT_THAT(reading_of(folder), ElementsAre("1 a | SELECT '1 3'; | -"));
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("flyway.conf")));
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("sql/flyway.conf")));
}

TEST(FlywayLayout, ReportsSettingsThatTheToolDoesNotFollow) {
    EXPECT_THAT(
        reading_of({{"V1__a.sql", one},
                    {"flyway.conf",
                     "flyway.sqlMigrationPrefix=T\nflyway.schemas=app\n"
                     "flyway.placeholders.x=${HOME}\nflyway.defaultSchema=public\n"},
                    {"flyway.toml", "[flyway]\nsqlMigrationSuffixes = [\".sql\", \".ddl\"]\n"}}),
        ElementsAre("1 a | SELECT 1; | -",
                    "file-names flyway.conf:1: the tool does not follow this setting of Flyway: "
                    "\"flyway.sqlMigrationPrefix=T\"",
                    "tool-setting flyway.conf:2: the tool does not follow this setting of Flyway: "
                    "\"flyway.schemas=app\"",
                    "tool-setting flyway.conf:3: the tool does not put environment variables into "
                    "settings: \"flyway.placeholders.x=${HOME}\"",
                    "file-names flyway.toml:2: the tool does not follow this setting of Flyway: "
                    "\"flyway.sqlMigrationSuffixes=.sql,.ddl\""));
}

TEST(FlywayLayout, NotesAScriptThatFlywayRefusesToMix) {
    const std::string mixed = "CREATE TABLE a ();\nVACUUM a;\n";
    const std::string note =
        "mixed-script V1__a.sql:2: Flyway refuses to mix this statement with others, unless "
        "\"mixed\" is set: \"VACUUM a\"";
    const std::string read = "1 a | (alone) CREATE TABLE a (); VACUUM a; | -";
    EXPECT_THAT(reading_of({{"V1__a.sql", mixed}}), ElementsAre(read, note));
    EXPECT_THAT(reading_of({{"V1__a.sql", mixed}, {"flyway.conf", "flyway.mixed=true"}}),
                ElementsAre(read));
    EXPECT_THAT(
        reading_of({{"V1__a.sql", mixed}, {"V1__a.sql.conf", "executeInTransaction=false"}}),
        ElementsAre(read));
    EXPECT_THAT(reading_of({{"V1__a.sql", "VACUUM a;"}}),
                ElementsAre("1 a | (alone) VACUUM a; | -"));
}

}  // namespace
}  // namespace migration
