#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(PgmigrateLayout, IsToldByTheSettingsInTheFolderAbove) {
    SetFolder folder({{"migrations.yml", "conn: dbname=x\n"},
                      {"migrations/V0010__a.sql", "SELECT 1;"},
                      {"migrations/sub/V9__NONTRANSACTIONAL_b.sql", "SELECT 2;"}});
    folder.options.directory = folder.path("migrations");
    EXPECT_EQ(folder.read().set.layout, "pgmigrate");
    EXPECT_THAT(reading_of(folder), ElementsAre("9 NONTRANSACTIONAL_b | (alone) SELECT 2; | -",
                                                "0010 a | SELECT 1; | -"));
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("migrations.yml")));
}

TEST(PgmigrateLayout, ReadsMigrationsAloneInTheFolderOfTheSettings) {
    SetFolder folder({{"migrations.yml", ""},
                      {"migrations/V1__a.sql", "SELECT 1;"},
                      {"callbacks/V2__b.sql", "SELECT 2;"},
                      {"grants/c.sql", "SELECT 3;"}});
    EXPECT_EQ(folder.read().set.layout, "pgmigrate");
    EXPECT_THAT(reading_of(folder), ElementsAre("1 a | SELECT 1; | -"));
}

TEST(PgmigrateLayout, ReportsAVersionTwiceAndNotesWhatPgmigrateIgnores) {
    EXPECT_THAT(reading_of({{"migrations.yml", ""},
                            {"migrations/V0__z.sql", "SELECT 0;"},
                            {"migrations/V1__a.sql", "SELECT 1;"},
                            {"migrations/V01__b.sql", "SELECT 2;"},
                            {"migrations/V2_c.sql", "SELECT 3;"},
                            {"migrations/V3__d.SQL", "SELECT 3;"}}),
                ElementsAre("01 b | SELECT 2; | -",
                            "passed-over migrations/V0__z.sql: pgmigrate does not run version 0, "
                            "its baseline",
                            "duplicate-version migrations/V1__a.sql: version \"1\" is already "
                            "taken by \"migrations/V01__b.sql\"",
                            "passed-over migrations/V2_c.sql: not a migration by its name: "
                            "\"migrations/V2_c.sql\"",
                            "unreadable-name migrations/V3__d.SQL: expected a name that ends in "
                            "\".sql\" but found \"migrations/V3__d.SQL\""));
}

TEST(PgmigrateLayout, NotesCallbacksAndOtherSettings) {
    EXPECT_THAT(
        reading_of({{"migrations.yml",
                     "# all of it\ncallbacks:\n    beforeAll:\n        - callbacks/before  # x\n"
                     "    afterAll: [\"grants\", code/f.sql]\nsession:\n"
                     "    - SET ROLE x\ntarget: 12\nconn: dbname=x\n"},
                    {"migrations/V1__a.sql", "SELECT 1;"}}),
        ElementsAre("1 a | SELECT 1; | -",
                    "callback migrations.yml:4: pgmigrate runs \"callbacks/before\" as "
                    "beforeAll, the tool does not",
                    "callback migrations.yml:5: pgmigrate runs \"grants\" as afterAll, the "
                    "tool does not",
                    "callback migrations.yml:5: pgmigrate runs \"code/f.sql\" as afterAll, "
                    "the tool does not",
                    "tool-setting migrations.yml:6: the tool does not follow this setting "
                    "of pgmigrate: \"session:\"",
                    "tool-setting migrations.yml:8: the tool does not follow this setting "
                    "of pgmigrate: \"target: 12\""));
    EXPECT_THAT(reading_of({{"migrations.yml", "callbacks: 'afterAll:grants,beforeEach:x'\n"},
                            {"migrations/V1__a.sql", "SELECT 1;"}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "callback migrations.yml:1: pgmigrate runs \"grants\" as afterAll, the "
                            "tool does not",
                            "callback migrations.yml:1: pgmigrate runs \"x\" as beforeEach, the "
                            "tool does not"));
}

}  // namespace
}  // namespace migration
