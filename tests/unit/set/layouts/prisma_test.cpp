#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const std::pair<std::string, std::string> lock{"migration_lock.toml",
                                               "# Please do not edit\nprovider = \"postgresql\"\n"};

TEST(PrismaLayout, ReadsOneUpScriptOfEachFolder) {
    const SetFolder folder({lock,
                            {"20230102000000_b/migration.sql", "SELECT 2;"},
                            {"20230101000000_a/migration.sql", "SELECT 1;"},
                            {"0_init/migration.sql", "SELECT 0;"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("0_init  | SELECT 0; | -", "20230101000000_a  | SELECT 1; | -",
                            "20230102000000_b  | SELECT 2; | -"));
    const auto read = folder.read();
    EXPECT_EQ(read.set.layout, "prisma");
    EXPECT_THAT(read.inputs, testing::Contains(folder.path("migration_lock.toml")));
    EXPECT_EQ(read.set.migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
}

TEST(PrismaLayout, OrdersFoldersByThePrismasLocaleOrder) {
    EXPECT_THAT(reading_of({lock,
                            {"20230101000000_a/migration.sql", "SELECT 1;"},
                            {"20230101_b/migration.sql", "SELECT 2;"},
                            {"init/migration.sql", "SELECT 3;"}}),
                ElementsAre("20230101_b  | SELECT 2; | -", "20230101000000_a  | SELECT 1; | -",
                            "init  | SELECT 3; | -"));
}

TEST(PrismaLayout, ReadsAScriptWithATransactionOfItsOwn) {
    EXPECT_THAT(reading_of({lock,
                            {"1_a/migration.sql", "BEGIN;\nSELECT 1;\nCOMMIT;\n"},
                            {"2_b/migration.sql", "SELECT 1;\nCOMMIT;\nSELECT 2;\n"}}),
                ElementsAre("1_a  | BEGIN; SELECT 1; COMMIT; | -",
                            "2_b  | (alone) SELECT 1; COMMIT; SELECT 2; | -",
                            "own-transactions 2_b/migration.sql:2: the script has transactions of "
                            "its own: \"COMMIT\""));
}

TEST(PrismaLayout, TakesNoCommentForTheStartOfADownScript) {
    EXPECT_THAT(reading_of({lock, {"1_a/migration.sql", "SELECT 1;\n-- Rollback\nSELECT 2;\n"}}),
                ElementsAre("1_a  | SELECT 1; SELECT 2; | -"));
}

TEST(PrismaLayout, ReportsScriptsForAnotherDatabase) {
    EXPECT_THAT(reading_of({{"migration_lock.toml", "# x\n\nprovider = \"mysql\"\n"},
                            {"1_a/migration.sql", "SELECT 1;"}}),
                ElementsAre("1_a  | SELECT 1; | -",
                            "provider migration_lock.toml:3: the scripts are not for PostgreSQL: "
                            "\"provider = \"mysql\"\""));
}

TEST(PrismaLayout, ReportsAFolderWithoutItsScriptAndNotesOtherFiles) {
    EXPECT_THAT(
        reading_of({lock,
                    {"1_a/migration.sql", "SELECT 1;"},
                    {"1_a/down.sql", "SELECT 2;"},
                    {"2_b/README.md", "nothing"},
                    {"seed.sql", "SELECT 3;"}}),
        ElementsAre("1_a  | SELECT 1; | -",
                    "passed-over 1_a/down.sql: not a migration by its name: \"1_a/down.sql\"",
                    "missing-file 2_b: a folder without its script: \"2_b/migration.sql\"",
                    "passed-over seed.sql: not a migration by its name: \"seed.sql\""));
}

}  // namespace
}  // namespace migration
