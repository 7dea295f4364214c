#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const std::string first = "--! Previous: -\n--! Hash: sha1:1\n--! Message: a\n\n";
const std::string second = "--! Previous: sha1:1\n--! Hash: sha1:2\n\n";

TEST(GraphileMigrateLayout, ReadsWhatIsCommitted) {
    const SetFolder folder({{"committed/000001-a.sql", first + "SELECT 1;\n"},
                            {"committed/000002.sql", second + "SELECT 2;\n"},
                            {"1-current.sql", "SELECT 3;\n"},
                            {"fixtures/f.sql", "SELECT 4;\n"}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("000001 a | SELECT 1; | -", "000002  | SELECT 2; | -",
                    "passed-over 1-current.sql: not a migration by its name: \"1-current.sql\"",
                    "passed-over fixtures/f.sql: not a migration by its name: \"fixtures/f.sql\""));
    const auto set = folder.read().set;
    EXPECT_EQ(set.layout, "graphile-migrate");
    EXPECT_EQ(set.migrations[0].up.statements[0].line, 5);
    EXPECT_EQ(set.migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
}

TEST(GraphileMigrateLayout, KeepsTheFileWithItsHashes) {
    const SetFolder folder({{"000001-a.sql", first + "SELECT 1;\n"}});
    EXPECT_EQ(folder.read().set.migrations[0].up.file_text, first + "SELECT 1;\n");
}

TEST(GraphileMigrateLayout, ReadsTheFolderOfWhatIsCommittedItself) {
    EXPECT_THAT(reading_of({{"000001-a.sql", first + "SELECT 1;\n"}}),
                ElementsAre("000001 a | SELECT 1; | -"));
}

TEST(GraphileMigrateLayout, SwitchesTheTransactionOffInTheFirstLineBelowTheHeader) {
    EXPECT_THAT(reading_of({{"000001-a.sql", first + "--! no-transaction\nSELECT 1;\n"},
                            {"000002-b.sql", second + "-- b\n--! no-transaction\nSELECT 2;\n"}}),
                ElementsAre("000001 a | (alone) SELECT 1; | -", "000002 b | SELECT 2; | -",
                            "foreign-annotation 000002-b.sql:5: a comment that graphile-migrate "
                            "does not read here: \"--! no-transaction\""));
}

TEST(GraphileMigrateLayout, ReportsAnIncludeThatHasNoEffect) {
    EXPECT_THAT(reading_of({{"000001-a.sql",
                             first + "--! Included x.sql\nSELECT 1;\n--! EndIncluded x.sql\n"
                                     " --!include y.sql\n"}}),
                ElementsAre("000001 a | SELECT 1; | -",
                            "foreign-annotation 000001-a.sql:8: a comment that graphile-migrate "
                            "does not read here: \"--!include y.sql\""));
}

TEST(GraphileMigrateLayout, ReportsAPlaceholder) {
    for (const std::string name : {":DATABASE_OWNER", ":ROLE"})
        EXPECT_THAT(reading_of({{"000001-a.sql",
                                 first + "SELECT 1;\nALTER TABLE a OWNER TO " + name + ";\n"}}),
                    testing::Contains("template 000001-a.sql:6: a placeholder, which the tool does "
                                      "not fill in: \"" +
                                      name + "\""));
    EXPECT_THAT(reading_of({{"000001-a.sql", first + "SELECT '\":APP_ROLE\"';\n"}}),
                testing::Contains(testing::HasSubstr("a placeholder")));
}

TEST(GraphileMigrateLayout, TakesNoOtherColonForAPlaceholder) {
    const std::string text = "SELECT 'HH24:MI', '\"a\":NO', 1::INT, a[1:n]; -- :NAME\n";
    EXPECT_THAT(reading_of({{"000001-a.sql", first + text}}),
                ElementsAre("000001 a | SELECT 'HH24:MI', '\"a\":NO', 1::INT, a[1:n]; | -"));
}

TEST(GraphileMigrateLayout, ReportsAFileThatDoesNotFollowTheOneBefore) {
    EXPECT_THAT(
        reading_of({{"000001-a.sql", first + "SELECT 1;\n"},
                    {"000002-b.sql", "--! Previous: sha1:0\n--! Hash: sha1:2\n\nSELECT 2;\n"},
                    {"000003-c.sql", "SELECT 3;\n"}}),
        ElementsAre(
            "000001 a | SELECT 1; | -", "000002 b | SELECT 2; | -", "000003 c | SELECT 3; | -",
            "version-order 000002-b.sql:1: the file does not follow the one before it: "
            "\"sha1:0\"",
            "section 000003-c.sql: graphile-migrate refuses a file without \"--! Previous:\" "
            "and \"--! Hash:\""));
}

}  // namespace
}  // namespace migration
