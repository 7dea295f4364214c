#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

std::vector<std::string> read(std::initializer_list<std::pair<std::string, std::string>> files) {
    SetFolder folder(files);
    folder.options.layout = "refinery";
    return reading_of(folder);
}

TEST(RefineryLayout, RunsUnversionedMigrationsAmongTheOthersInTheOrderOfNumbers) {
    EXPECT_THAT(
        read({{"V3__a.sql", "SELECT 1;"},
              {"U2__größe.sql", "SELECT 2;"},
              {"sub/deep/er/still/V1__c.sql", "SELECT 3;"}}),
        ElementsAre("1 c | SELECT 3; | -", "2 größe | SELECT 2; | -", "3 a | SELECT 1; | -"));
}

TEST(RefineryLayout, ReportsWhatRefineryRefusesAndNotesWhatItIgnores) {
    EXPECT_THAT(
        read({{"V1__a.sql", "SELECT 1;"},
              {"U1__b.sql", "SELECT 2;"},
              {"V1.2__c.sql", "SELECT 3;"},
              {"V2__a-b.sql", "SELECT 4;"},
              {"notes.sql", ""}}),
        ElementsAre("1 b | SELECT 2; | -",
                    "unreadable-name V1.2__c.sql: expected a name such as \"V1__slug.sql, "
                    "U1__slug.sql\" but found \"V1.2__c.sql\"",
                    "duplicate-version V1__a.sql: version \"1\" is already taken by \"U1__b.sql\"",
                    "passed-over V2__a-b.sql: not a migration by its name: \"V2__a-b.sql\"",
                    "passed-over notes.sql: not a migration by its name: \"notes.sql\""));
}

TEST(RefineryLayout, ReportsScriptsInFoldersThatTheToolLeavesOut) {
    EXPECT_THAT(read({{"V1__a.sql", "SELECT 1;"}, {"_old/V2__b.sql", "SELECT 2;"}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "left-out _old/V2__b.sql: refinery runs this script, the tool leaves "
                            "out folders whose names start with \"_\""));
}

TEST(RefineryLayout, MakesAFindingOfAMigrationInRust) {
    EXPECT_THAT(read({{"V2__a.sql", "SELECT 1;"}, {"V1__b.rs", "fn"}, {"mod.rs", "fn"}}),
                ElementsAre("1 b |  | -", "2 a | SELECT 1; | -",
                            "other-language V1__b.rs: a migration in Rust, which the tool cannot "
                            "run"));
}

}  // namespace
}  // namespace migration
