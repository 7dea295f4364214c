#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(FolderEachLayout, ReadsDieselsMetadata) {
    const SetFolder folder({{"1_a/up.sql", "SELECT 1;"},
                            {"1_a/down.sql", "SELECT 2;"},
                            {"1_a/metadata.toml", "# Diesel\nrun_in_transaction = false  # slow\n"},
                            {"2_b/up.sql", "SELECT 1;"},
                            {"2_b/down.sql", "SELECT 2;"},
                            {"2_b/metadata.toml", "run_in_transaction = true\n"},
                            {"3_c/up.sql", "SELECT 1;"},
                            {"3_c/down.sql", "SELECT 2;"},
                            {"3_c/metadata.toml", ""},
                            {"4_d/up.sql", "SELECT 1;"},
                            {"4_d/down.sql", "SELECT 2;"}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("1 a | (alone) SELECT 1; | (alone) SELECT 2;", "2 b | SELECT 1; | SELECT 2;",
                    "3 c | (alone) SELECT 1; | (alone) SELECT 2;", "4 d | SELECT 1; | SELECT 2;"));
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("1_a/metadata.toml")));
}

TEST(FolderEachLayout, TakesDieselsOrderOfTextWhereTheSetIsDiesels) {
    EXPECT_THAT(
        reading_of({{"2019-02-26-1_b/up.sql", "SELECT 1;"},
                    {"2019-02-26-1_b/down.sql", "SELECT 2;"},
                    {"9_a/up.sql", "SELECT 1;"},
                    {"9_a/down.sql", "SELECT 2;"},
                    {"10_a/up.sql", "SELECT 1;"},
                    {"10_a/down.sql", "SELECT 2;"},
                    {"10_a/metadata.toml", "run_in_transaction = true\n"}}),
        ElementsAre("10 a | SELECT 1; | SELECT 2;", "2019-02-26-1 b | SELECT 1; | SELECT 2;",
                    "9 a | SELECT 1; | SELECT 2;"));
}

TEST(FolderEachLayout, ReportsMetadataThatIsNoToml) {
    EXPECT_THAT(reading_of({{"1_a/up.sql", "SELECT 1;"},
                            {"1_a/down.sql", "SELECT 2;"},
                            {"1_a/metadata.toml", "a = 1\nrun_in_transaction = yes\n"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;",
                            testing::StartsWith("toml 1_a/metadata.toml:2: ")));
}

TEST(FolderEachLayout, NotesWhatLiesBesideTheFolders) {
    EXPECT_THAT(reading_of({{"1_a/up.sql", "SELECT 1;"},
                            {"1_a/down.sql", "SELECT 2;"},
                            {"2_data.sql", "SELECT 1;"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;",
                            "passed-over 2_data.sql: not a migration by its name: \"2_data.sql\""));
}

}  // namespace
}  // namespace migration
