#include "set/set_changes.hpp"

#include <gmock/gmock.h>

#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// Each change as "rule file: message", and where Git is asked for it.
std::vector<std::string> changes(const EarlierSets& earlier, const MigrationSet& now) {
    std::vector<std::string> found;
    for (const auto& [problem, file] : changes_since(earlier, now)) {
        found.push_back(problem.rule + " " + problem.text());
        if (!file.empty()) found.back() += " (" + file + ")";
    }
    return found;
}

std::vector<std::string> changes(const MigrationSet& before, const MigrationSet& now) {
    return changes({"main", before, before}, now);
}

Migration renamed(Migration migration, const std::string& version, const std::string& slug) {
    migration.version = version;
    migration.slug = slug;
    return migration;
}

TEST(ChangesSince, FindsNoneWhereMigrationsAreOnlyAdded) {
    EXPECT_THAT(changes(set_of(2), set_of(4)), ElementsAre());
    EXPECT_THAT(changes(MigrationSet{}, set_of(2)), ElementsAre());
}

TEST(ChangesSince, NamesAChangedUpScript) {
    MigrationSet now = set_of(2);
    now.directory = "db";
    now.migrations[0].up = script_of("CREATE TABLE t1 (a bigint);", "001_t1.up.sql");
    EXPECT_THAT(changes(set_of(2), now),
                ElementsAre("changed-script db/001_t1.up.sql: the up script of \"001_t1\" has "
                            "changed since \"main\" (001_t1.up.sql)"));
}

TEST(ChangesSince, DoesNotMindTheKindOfLineEnds) {
    MigrationSet before = set_of(1), now = set_of(1);
    before.migrations[0].up = script_of("SELECT 1;\n");
    now.migrations[0].up = script_of("SELECT 1;\r\n");
    EXPECT_THAT(changes(before, now), ElementsAre());
}

TEST(ChangesSince, NotesTheOtherScripts) {
    MigrationSet now = set_of(3);
    now.migrations[0].down = script_of("DROP TABLE IF EXISTS t1;", "001_t1.down.sql");
    now.migrations[1].down.reset();
    now.migrations[2].verify = script_of("SELECT true;", "003_t3.verify.sql");
    EXPECT_THAT(changes(set_of(3), now),
                ElementsAre("changed-other-script 001_t1.down.sql: the down script of \"001_t1\" "
                            "has changed since \"main\" (001_t1.down.sql)",
                            "changed-other-script 002_t2.up.sql: the down script of \"002_t2\" "
                            "was removed since \"main\" (002_t2.down.sql)",
                            "changed-other-script 003_t3.verify.sql: the verify script of "
                            "\"003_t3\" is new since \"main\" (003_t3.verify.sql)"));
    EXPECT_EQ(effect_of(changes_since({"main", set_of(3), set_of(3)}, now)[0].problem),
              Effect::note);
}

TEST(ChangesSince, NamesWhatIsGone) {
    EXPECT_THAT(changes(set_of(2), set_of(1)),
                ElementsAre("removed-migration 002_t2.up.sql: migration \"002_t2\" was removed "
                            "since \"main\" (002_t2.up.sql)"));
}

TEST(ChangesSince, KnowsAMigrationUnderAnotherVersion) {
    MigrationSet now = set_of(2);
    now.migrations[1] = renamed(now.migrations[1], "005", "t2");
    EXPECT_THAT(changes(set_of(2), now),
                ElementsAre("renamed-migration 002_t2.up.sql: migration \"002_t2\" was renamed to "
                            "\"005_t2\" since \"main\" (002_t2.up.sql)"));
}

TEST(ChangesSince, DoesNotTakeAnEmptyScriptForARenamedOne) {
    MigrationSet before = set_of(2), now = set_of(1);
    before.migrations[1].up = script_of("", "002_t2.up.sql");
    now.migrations.push_back(migration_of("003", "empty", "", ""));
    EXPECT_THAT(changes(before, now),
                ElementsAre("removed-migration 002_t2.up.sql: migration \"002_t2\" was removed "
                            "since \"main\" (002_t2.up.sql)"));
}

TEST(ChangesSince, TellsAnotherNameFromAnotherMigration) {
    MigrationSet now = set_of(2);
    now.migrations[0] = renamed(now.migrations[0], "001", "table");
    now.migrations[1] = migration_of("002", "other", "SELECT 2;", "SELECT 2;");
    EXPECT_THAT(changes(set_of(2), now),
                ElementsAre("renamed-migration 001_t1.up.sql: migration \"001_t1\" was renamed to "
                            "\"001_table\" since \"main\" (001_t1.up.sql)",
                            "changed-script 002_other.up.sql: migration \"002_t2\" was replaced by "
                            "\"002_other\" since \"main\" (002_t2.up.sql)"));
}

TEST(ChangesSince, LetsRepeatableMigrationsChange) {
    MigrationSet before = set_of(1), now = set_of(1);
    before.migrations.push_back(migration_of("R.views", "", "SELECT 1;", ""));
    now.migrations.push_back(migration_of("R.view", "", "SELECT 2;", ""));
    before.migrations[1].repeatable = now.migrations[1].repeatable = true;
    EXPECT_THAT(changes(before, now), ElementsAre());
}

TEST(ChangesSince, WantsNewVersionsBehindThoseThatOthersHave) {
    MigrationSet before = set_of(3), now = set_of(3);
    before.migrations.erase(before.migrations.begin() + 1);
    EXPECT_THAT(changes(before, now),
                ElementsAre("late-version 002_t2.up.sql: \"002_t2\" stands before \"003_t3\", "
                            "which \"main\" has already"));
}

TEST(ChangesSince, LooksAtWhatTheOtherSideHasGotMeanwhile) {
    MigrationSet tip = set_of(4), now = set_of(2);
    now.migrations.push_back(migration_of("003", "mine", "SELECT 3;", "SELECT 3;"));
    now.migrations.push_back(migration_of("004", "t4", "CREATE TABLE t4 (a int);", "SELECT 4;"));
    now.migrations.push_back(migration_of("003.1", "mine", "SELECT 3;", "SELECT 3;"));
    EXPECT_THAT(changes({"main", set_of(2), tip}, now),
                ElementsAre("taken-version 003_mine.up.sql: version \"003\" is \"003_t3\" on "
                            "\"main\""));
    std::swap(now.migrations[3], now.migrations[4]);
    EXPECT_THAT(changes({"main", set_of(2), tip}, now),
                ElementsAre("taken-version 003_mine.up.sql: version \"003\" is \"003_t3\" on "
                            "\"main\"",
                            "late-version 003.1_mine.up.sql: \"003.1_mine\" stands before "
                            "\"004_t4\", which \"main\" has already"));
}

TEST(ChangesSince, GoesByTheOrderOfTheSet) {
    MigrationSet before = set_of(2), now = set_of(3);
    before.migrations[1] = now.migrations[2];
    std::swap(now.migrations[1], now.migrations[2]);  // 001, 003, 002
    EXPECT_THAT(changes(before, now), ElementsAre());
}

TEST(ChangesSince, LetsSeedsStandBehindAndVersionsBeforeThem) {
    MigrationSet before = set_of(1), now = set_of(2);
    before.migrations.push_back(migration_of("seeds.2", "rows", "SELECT 2;", "SELECT 2;"));
    now.migrations.push_back(migration_of("seeds.1", "more", "SELECT 1;", "SELECT 1;"));
    now.migrations.push_back(before.migrations[1]);
    for (auto* set : {&before, &now})
        for (auto& migration : set->migrations)
            migration.seed = migration.version.starts_with("seeds.");
    EXPECT_THAT(changes(before, now), ElementsAre());
}

}  // namespace
}  // namespace migration
