#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(NodePgMigrateLayout, CutsEachFileAtItsMarks) {
    const SetFolder folder(
        {{"1_a.sql", "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n"},
         {"2_b.sql", "SELECT 0;\n  ----  up   migration: b\nSELECT 3;\n"},
         {"3_c.sql", "-- DOWN MIGRATION\nSELECT 5;\n-- UP MIGRATION\nSELECT 4;\n"},
         {"4_d.sql", "SELECT 6;\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1_a  | SELECT 1; | SELECT 2;", "2_b  | SELECT 3; | -",
                            "3_c  | SELECT 4; | SELECT 5;", "4_d  | SELECT 6; | -"));
    const auto set = folder.read().set;
    EXPECT_EQ(set.layout, "node-pg-migrate");
    EXPECT_EQ(set.migrations[0].down->statements[0].line, 4);
    EXPECT_EQ(set.migrations[1].up.annotations.irreversible,
              "it has no down script (DOWN OPTIONAL)");
}

TEST(NodePgMigrateLayout, OrdersByTheLeadingNumberAndThenByTheName) {
    const std::string text = "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n";
    const SetFolder folder({{"1589353645000_d.sql", text},
                            {"20200513070724505_c.sql", text},
                            {"10_b.sql", text},
                            {"9_b.sql", text},
                            {"9_a2.sql", text},
                            {"9_A10.sql", text}});
    std::vector<std::string> versions;
    for (const auto& migration : folder.read().set.migrations)
        versions.push_back(migration.version);
    EXPECT_THAT(versions, ElementsAre("9_a2", "9_A10", "9_b", "10_b", "20200513070724505_c",
                                      "1589353645000_d"));
}

TEST(NodePgMigrateLayout, ReportsALoneDownMark) {
    SetFolder folder(Files{{"1_a.sql", "SELECT 1;\n-- Down Migration\nSELECT 2;\n"}});
    folder.options.layout = "node-pg-migrate";
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1_a  | SELECT 1; SELECT 2; | -",
                            "section 1_a.sql:2: without an up mark the whole file is the up script "
                            "to node-pg-migrate: \"-- Down Migration\""));
}

TEST(NodePgMigrateLayout, MakesAFindingOfAMigrationInAnotherLanguage) {
    EXPECT_THAT(
        reading_of({{"1_a.sql", "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n"},
                    {"2_b.js", "exports.up = () => {}"},
                    {"3_c.mts", "export const up = () => {}"},
                    {"index.ts", ""}}),
        ElementsAre(
            "1_a  | SELECT 1; | SELECT 2;", "2_b  |  | -", "3_c  |  | -",
            "other-language 2_b.js: a migration in JavaScript, which the tool cannot run",
            "other-language 3_c.mts: a migration in TypeScript, which the tool cannot run"));
}

TEST(NodePgMigrateLayout, ReportsANameWithoutANumber) {
    EXPECT_THAT(
        reading_of({{"1_a.sql", "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n"},
                    {"a.sql", "SELECT 3;"}}),
        ElementsAre(
            "1_a  | SELECT 1; | SELECT 2;",
            "unreadable-name a.sql: expected a name such as \"NAME.sql with -- Up Migration "
            "and -- Down Migration\" but found \"a.sql\""));
}

TEST(NodePgMigrateLayout, LeavesFilesWithTheMarksOfAnotherToolToIt) {
    const SetFolder folder(Files{{"1_a.sql",
                                  "-- +goose Up\n-- Up Migration\nSELECT 1;\n-- +goose Down\n-- "
                                  "Down Migration\nSELECT 2;\n"}});
    EXPECT_EQ(folder.read().set.layout, "goose");
}

}  // namespace
}  // namespace migration
