#include "set/read_directory.hpp"

#include <gmock/gmock.h>

#include "support/sets.hpp"

namespace migration {
namespace {

using testing::Contains;
using testing::ElementsAre;

const std::string one = "SELECT 1;\n";

std::vector<std::string> names(const MigrationSet& set) {
    std::vector<std::string> found;
    for (const auto& migration : set.migrations) found.push_back(migration.name());
    return found;
}

TEST(ReadDirectory, PutsMigrationsInOrderOfVersions) {
    SetFolder folder({{"10_c.up.sql", one},
                      {"10_c.down.sql", one},
                      {"2_b.up.sql", one},
                      {"2_b.down.sql", one},
                      {"001_a.up.sql", one},
                      {"001_a.down.sql", one}});
    folder.options.gaps = Gaps::off;
    const auto set = folder.sound_set();
    EXPECT_THAT(names(set), ElementsAre("001_a", "2_b", "10_c"));
    EXPECT_EQ(set.layout, "up-down");
    EXPECT_EQ(set.migrations[0].up.file, "001_a.up.sql");
    EXPECT_EQ(set.migrations[0].down->file, "001_a.down.sql");
}

TEST(ReadDirectory, ReadsMarkedFilesWithTheirLines) {
    const SetFolder folder(
        Files{{"1_a.sql",
               "CREATE TABLE a ();\n-- ROLLBACK_START\nDROP TABLE a;\n-- ROLLBACK_END\n"
               "-- VALIDATION_START\nSELECT true;\n-- VALIDATION_END\n"}});
    const auto set = folder.sound_set();
    ASSERT_THAT(names(set), ElementsAre("1_a"));
    EXPECT_EQ(set.layout, "marked");
    EXPECT_EQ(set.migrations[0].down->statements.at(0).line, 3);
    EXPECT_EQ(set.migrations[0].verify->statements.at(0).line, 6);
}

TEST(ReadDirectory, PutsSeedsAfterEverythingElse) {
    const SetFolder folder({{"up/5_a.sql", one},
                            {"down/5_a.sql", one},
                            {"seeds/1_s.sql", one},
                            {"seeds/down/1_s.sql", one}});
    const auto set = folder.sound_set();
    EXPECT_THAT(names(set), ElementsAre("5_a", "seeds.1_s"));
    EXPECT_TRUE(set.migrations[1].seed);
    EXPECT_EQ(set.migrations[1].down->file, "seeds/down/1_s.sql");
}

TEST(ReadDirectory, ReadsSeedsFromAFolderOfTheirOwn) {
    SetFolder folder({{"5_a.sql", one},
                      {"5_a_rollback.sql", one},
                      {"_seeds/1_s.sql", one},
                      {"_seeds/down/1_s.sql", one}});
    folder.options.seeds = folder.path("_seeds");
    EXPECT_THAT(names(folder.sound_set()), ElementsAre("5_a", "seeds.1_s"));
    EXPECT_THAT(folder.read().inputs, Contains(folder.path("_seeds/down/1_s.sql")));
}

TEST(ReadDirectory, NamesBothFilesOfADuplicateVersion) {
    const SetFolder folder({{"001_a.up.sql", one}, {"001_a.down.sql", one}, {"1_b.up.sql", one}});
    EXPECT_THAT(
        folder.problems(),
        ElementsAre(
            "duplicate-version 1_b.up.sql: version \"1\" is already taken by \"001_a.up.sql\""));
}

TEST(ReadDirectory, ReportsADownWithoutItsUp) {
    const SetFolder folder({{"1_a.up.sql", one}, {"1_a.down.sql", one}, {"2_b.down.sql", one}});
    EXPECT_THAT(
        folder.problems(),
        ElementsAre("down-without-up 2_b.down.sql: a down script without its up: version \"2\""));
}

TEST(ReadDirectory, ReportsANameThatDoesNotFit) {
    const SetFolder folder({{"1_a.up.sql", one}, {"1_a.down.sql", one}, {"2_notes.sql", one}});
    EXPECT_THAT(folder.problems(),
                ElementsAre("unreadable-name 2_notes.sql: expected a name such as "
                            "\"V_slug.up.sql, V_slug.down.sql\" but found \"2_notes.sql\""));
}

TEST(ReadDirectory, NotesAScriptWithoutAVersionThatNoToolOfTheLayoutReads) {
    const SetFolder folder({{"1_a.up.sql", one}, {"1_a.down.sql", one}, {"schema.sql", one}});
    const auto problems = folder.read().problems;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(folder.without_path(problems[0].text()),
              "schema.sql: not a migration by its name: \"schema.sql\"");
    EXPECT_EQ(effect_of(problems[0]), Effect::note);
}

TEST(ReadDirectory, TakesTheDirectorysNameWithoutAnother) {
    SetFolder folder({{"city/1_a.up.sql", one}, {"city/1_a.down.sql", one}});
    folder.options.name = "";
    folder.options.directory = folder.path("city/");
    EXPECT_EQ(folder.sound_set().name, "city");
}

TEST(ReadDirectory, GivesOneChecksumForEveryWayToEndLinesAndADigestForEach) {
    const SetFolder unix_lines({{"1_a.up.sql", "SELECT 1;\nSELECT 2;\n"}, {"1_a.down.sql", one}});
    const SetFolder windows_lines({{"1_a.up.sql", "\xEF\xBB\xBFSELECT 1;\r\nSELECT 2;\r\n"},
                                   {"1_a.down.sql", "SELECT 1;\r\n"}});
    const auto lf = unix_lines.sound_set(), crlf = windows_lines.sound_set();
    EXPECT_EQ(lf.migrations[0].up.checksum, crlf.migrations[0].up.checksum);
    EXPECT_NE(lf.digest(), crlf.digest());
}

TEST(ReadDirectory, ReportsBytesThatAreNotUtf8) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 'caf\xE9';"}, {"1_a.down.sql", one}});
    EXPECT_THAT(folder.problems(),
                Contains("encoding 1_a.up.sql:1: not UTF-8: byte 12 of the file"));
}

TEST(ReadDirectory, ReportsAnEmptyDirectory) {
    const SetFolder folder({});
    const auto problems = folder.read().problems;
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].text(),
              folder.options.directory.string() + ": no migrations in the directory");
}

TEST(ReadDirectory, ReadsPrerequisitesFromElsewhere) {
    SetFolder folder(
        {{"1_a.up.sql", one}, {"1_a.down.sql", one}, {"_roles.sql", "CREATE ROLE r;"}});
    folder.options.prerequisites = folder.path("_roles.sql");
    const ReadSet read = folder.read();
    EXPECT_EQ(read.problems.size(), 0U);
    ASSERT_TRUE(read.set.prerequisites);
    EXPECT_EQ(read.set.prerequisites->statements.size(), 1U);
    EXPECT_THAT(read.inputs, Contains(folder.path("_roles.sql")));
}

TEST(ReadDirectory, MakesAMigrationIrreversibleWhereNoDownIsRequired) {
    SetFolder folder({{"1_a.up.sql", one}, {"2_b.up.sql", one}, {"2_b.down.sql", one}});
    EXPECT_THAT(folder.problems(),
                ElementsAre("missing-down 1_a.up.sql: no down script for migration \"1_a\""));
    folder.options.downs = Downs::optional;
    const auto set = folder.sound_set();
    EXPECT_EQ(set.migrations[0].up.annotations.irreversible,
              "it has no down script (DOWN OPTIONAL)");
    EXPECT_EQ(set.migrations[1].up.annotations.irreversible, std::nullopt);
    folder.options.downs = Downs::none;
    EXPECT_EQ(folder.sound_set().migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
}

}  // namespace
}  // namespace migration
