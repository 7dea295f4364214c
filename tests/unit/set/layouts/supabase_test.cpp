#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(SupabaseLayout, IsFoundByItsFolder) {
    const SetFolderBelow folder("supabase/migrations",
                                {{"supabase/migrations/20230102000000_b.sql", "SELECT 2;"},
                                 {"supabase/migrations/20230101000000_a.sql", "SELECT 1;"}});
    const auto read = folder.read();
    EXPECT_EQ(read.set.layout, "supabase");
    EXPECT_EQ(read.set.migrations[0].name(), "20230101000000_a");
    EXPECT_EQ(read.set.migrations[0].up.annotations.irreversible,
              "the set has no down scripts (DOWN NONE)");
}

TEST(SupabaseLayout, IsFoundByTheConfigurationBesideIt) {
    const SetFolderBelow folder("db/migrations", {{"db/config.toml", "project_id = \"x\"\n"},
                                                  {"db/migrations/1_a.sql", "SELECT 1;"}});
    EXPECT_EQ(folder.read().set.layout, "supabase");
    EXPECT_THAT(folder.read().inputs, testing::Contains(folder.path("db/config.toml")));
    const SetFolderBelow other("db/migrations", {{"db/config.toml", "name = \"x\"\n"},
                                                 {"db/migrations/1_a.sql", "SELECT 1;"}});
    EXPECT_EQ(other.read().set.layout, "rollback-suffix");
}

TEST(SupabaseLayout, LeavesFilesOfAnotherLayoutToIt) {
    const SetFolderBelow folder("supabase/migrations",
                                {{"supabase/migrations/1_a.up.sql", "SELECT 1;"},
                                 {"supabase/migrations/1_a.down.sql", "SELECT 2;"}});
    EXPECT_EQ(folder.read().set.layout, "up-down");
}

TEST(SupabaseLayout, OrdersVersionsAsTextAndNotesWhatTheCliSkips) {
    const SetFolderBelow folder("supabase/migrations",
                                {{"supabase/migrations/10_a.sql", "SELECT 1;"},
                                 {"supabase/migrations/9_b.sql", "SELECT 2;"},
                                 {"supabase/migrations/schema.sql", "SELECT 3;"},
                                 {"supabase/migrations/old/1_c.sql", "SELECT 4;"}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("10 a | SELECT 1; | -", "9 b | SELECT 2; | -",
                    "passed-over supabase/migrations/old/1_c.sql: not a migration by its name: "
                    "\"old/1_c.sql\"",
                    "passed-over supabase/migrations/schema.sql: not a migration by its name: "
                    "\"schema.sql\""));
}

TEST(SupabaseLayout, SkipsTheInitOfAnOldVersion) {
    const SetFolderBelow folder("supabase/migrations",
                                {{"supabase/migrations/20211208000000_init.sql", "SELECT 1;"},
                                 {"supabase/migrations/20220101000000_init.sql", "SELECT 2;"}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("20220101000000 init | SELECT 2; | -",
                    "passed-over supabase/migrations/20211208000000_init.sql: an init.sql of "
                    "an old version, which the Supabase CLI skips: "
                    "\"20211208000000_init.sql\""));
}

}  // namespace
}  // namespace migration
