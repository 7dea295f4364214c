#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

std::pair<std::string, std::string> journal(const std::string& entries,
                                            const std::string& dialect = "postgresql") {
    return {"meta/_journal.json",
            "{\n\"dialect\": \"" + dialect + "\",\n\"entries\": [\n" + entries + "\n]}\n"};
}

TEST(DrizzleLayout, RunsScriptsInTheOrderOfTheJournal) {
    const SetFolder folder({journal("{\"idx\": 0, \"when\": 10, \"tag\": \"0000_b\"},\n"
                                    "{\"idx\": 1, \"when\": 20, \"tag\": \"0001_a\"},\n"
                                    "{\"idx\": 1, \"when\": 30, \"tag\": \"0001_c\"}"),
                            {"0000_b.sql", "SELECT 1;"},
                            {"0001_c.sql", "SELECT 3;"},
                            {"0001_a.sql", "SELECT 2;"},
                            {"meta/0000_snapshot.json", "{}"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("0000_b  | SELECT 1; | -", "0001_a  | SELECT 2; | -",
                            "0001_c  | SELECT 3; | -"));
    EXPECT_EQ(folder.read().set.layout, "drizzle");
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("meta/_journal.json")));
}

TEST(DrizzleLayout, EndsStatementsAtBreakpoints) {
    const SetFolder folder({journal("{\"when\": 10, \"tag\": \"0_a\"}"),
                            {"0_a.sql",
                             "CREATE TABLE a ();\n--> statement-breakpoint\nSELECT 1\n"
                             "--> statement-breakpoint\nSELECT 2;--> statement-breakpoint\n"
                             "SELECT 3;"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("0_a  | CREATE TABLE a (); SELECT 1; SELECT 2; SELECT 3; | -"));
    EXPECT_EQ(folder.read().set.migrations[0].up.statements[3].line, 6);
}

TEST(DrizzleLayout, KeepsWhatDrizzleRecordsOfAMigration) {
    const std::string text = "CREATE TABLE a ();--> statement-breakpoint\nSELECT 1;\n";
    const SetFolder folder({journal("{\"when\": 1700000000001, \"tag\": \"0_a\"},\n"
                                    "{\"when\": 1700000000002, \"tag\": \"1_b\"}"),
                            {"0_a.sql", text},
                            {"1_b.sql", "SELECT 2;\n"}});
    const auto migrations = folder.read().set.migrations;
    EXPECT_EQ(migrations[0].up.file_text, text);
    EXPECT_EQ(migrations[0].journal_time, 1700000000001);
    EXPECT_EQ(migrations[1].up.file_text, "");
    EXPECT_EQ(migrations[1].up.text_of_file(), "SELECT 2;\n");
}

TEST(DrizzleLayout, ReportsAScriptThatIsMissingAndNotesOneThatTheJournalDoesNotName) {
    EXPECT_THAT(
        reading_of({journal("{\"when\": 10, \"tag\": \"0_a\"},\n{\"when\": 20, \"tag\": \"1_b\"}"),
                    {"0_a.sql", "SELECT 1;"},
                    {"2_c.sql", "SELECT 3;"}}),
        ElementsAre("0_a  | SELECT 1; | -", "1_b  |  | -",
                    "missing-file 1_b.sql: no such file, but line 5 of meta/_journal.json names it",
                    "passed-over 2_c.sql: not in meta/_journal.json: \"2_c.sql\""));
}

TEST(DrizzleLayout, ReportsAMigrationThatDrizzleWouldSkip) {
    EXPECT_THAT(
        reading_of({journal("{\"when\": 20, \"tag\": \"0_a\"},\n{\"when\": 10, \"tag\": \"1_b\"},\n"
                            "{\"when\": 30, \"tag\": \"2_c\"}"),
                    {"0_a.sql", "SELECT 1;"},
                    {"1_b.sql", "SELECT 2;"},
                    {"2_c.sql", "SELECT 3;"}}),
        ElementsAre("0_a  | SELECT 1; | -", "1_b  | SELECT 2; | -", "2_c  | SELECT 3; | -",
                    "version-order 1_b.sql: Drizzle never runs this migration where \"0_a\" is "
                    "applied, because its time in the journal is not later"));
}

TEST(DrizzleLayout, ReportsScriptsForAnotherDatabase) {
    EXPECT_THAT(reading_of({journal("{\"when\": 10, \"tag\": \"0_a\"}", "sqlite"),
                            {"0_a.sql", "SELECT 1;"}}),
                ElementsAre("0_a  | SELECT 1; | -",
                            "provider meta/_journal.json:2: the scripts are not for PostgreSQL: "
                            "\"sqlite\""));
}

TEST(DrizzleLayout, ReportsAScriptThatTheJournalNamesTwice) {
    EXPECT_THAT(
        reading_of({journal("{\"when\": 10, \"tag\": \"0_a\"},\n{\"when\": 20, \"tag\": \"0_a\"}"),
                    {"0_a.sql", "SELECT 1;"}}),
        ElementsAre("0_a  | SELECT 1; | -",
                    "duplicate-version meta/_journal.json:4: the journal names a script twice: "
                    "\"0_a.sql\""));
}

TEST(DrizzleLayout, ReportsAJournalThatIsNone) {
    EXPECT_THAT(reading_of({{"meta/_journal.json", "{\n\"entries\": [\n"}}),
                ElementsAre("journal meta/_journal.json:3: not a journal of Drizzle: no JSON"));
    EXPECT_THAT(
        reading_of({{"meta/_journal.json", "[]"}}),
        ElementsAre("journal meta/_journal.json: not a journal of Drizzle: no list \"entries\""));
    EXPECT_THAT(
        reading_of({journal("{\"tag\": \"0_a\"}")}),
        ElementsAre("journal meta/_journal.json: not a journal of Drizzle: an entry without "
                    "\"tag\" and \"when\""));
}

TEST(DrizzleLayout, ReportsNumbersThatAreNoTime) {
    for (const auto& [number, what] :
         {std::pair{"1e999", "a number that is too large, or lists in lists"},
          std::pair{"1e300", "an entry without \"tag\" and \"when\""},
          std::pair{"18446744073709551615", "an entry without \"tag\" and \"when\""}})
        EXPECT_THAT(
            reading_of({journal(std::string("{\"when\": ") + number + ", \"tag\": \"0_a\"}"),
                        {"0_a.sql", "SELECT 1;"}}),
            testing::Contains(
                testing::AllOf(testing::StartsWith("journal "), testing::HasSubstr(what))))
            << number;
}

}  // namespace
}  // namespace migration
