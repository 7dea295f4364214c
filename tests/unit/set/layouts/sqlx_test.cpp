#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(SqlxLayout, IsFoundByWhatStandsBesideTheFolder) {
    for (const auto& [file, text] :
         {std::pair{".sqlx/query-1.json", "{}"}, std::pair{"sqlx.toml", ""},
          std::pair{"Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n"},
          std::pair{"Cargo.toml", "[dependencies.sqlx]\nversion = \"0.8\"\n"},
          std::pair{"Cargo.toml", "[workspace.dependencies]\nsqlx.workspace = true\n"}}) {
        const SetFolderBelow folder("migrations",
                                    {{file, text}, {"migrations/1_a.sql", "SELECT 1;"}});
        EXPECT_EQ(folder.read().set.layout, "sqlx") << file << ": " << text;
    }
    for (const char* text : {"[dependencies]\nsqlx-cli = \"0.8\"\n", "# sqlx\nname = \"sqlx\"\n"}) {
        const SetFolderBelow folder("migrations",
                                    {{"Cargo.toml", text}, {"migrations/1_a.sql", "SELECT 1;"}});
        EXPECT_EQ(folder.read().set.layout, "rollback-suffix") << text;
    }
}

TEST(SqlxLayout, ReadsFilesThatOnlyGoUpInTheOrderOfTheirNumbers) {
    const SetFolderBelow folder("migrations",
                                {{"sqlx.toml", ""},
                                 {"migrations/20220102_c.sql", "SELECT 3;"},
                                 {"migrations/10_b.sql", "-- no-transaction\nSELECT 2;"},
                                 {"migrations/9_a.sql", "SELECT 1;"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("9 a | SELECT 1; | -", "10 b | (alone) SELECT 2; | -",
                            "20220102 c | SELECT 3; | -"));
    EXPECT_EQ(folder.read().set.migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("sqlx.toml")));
}

TEST(SqlxLayout, LeavesPairsToTheirOwnLayoutAndReadsBothOnRequest) {
    SetFolderBelow folder("migrations", {{"sqlx.toml", ""},
                                         {"migrations/1_a.up.sql", "SELECT 1;"},
                                         {"migrations/1_a.down.sql", "SELECT 2;"},
                                         {"migrations/2_b.sql", "SELECT 3;"}});
    EXPECT_EQ(folder.read().set.layout, "up-down");
    folder.options.layout = "sqlx";
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b | SELECT 3; | -"));
}

TEST(SqlxLayout, ReportsNamesThatSqlxRefusesAndNotesThoseItPassesOver) {
    const SetFolderBelow folder("migrations", {{"sqlx.toml", ""},
                                               {"migrations/1_a.sql", "SELECT 1;"},
                                               {"migrations/a_b.sql", "SELECT 2;"},
                                               {"migrations/schema.sql", "SELECT 3;"}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("1 a | SELECT 1; | -",
                    "unreadable-name migrations/a_b.sql: expected a name such as \"V_slug.sql in a "
                    "crate with sqlx\" but found \"a_b.sql\"",
                    "passed-over migrations/schema.sql: not a migration by its name: "
                    "\"schema.sql\""));
}

}  // namespace
}  // namespace migration
