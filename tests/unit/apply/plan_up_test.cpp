#include <gmock/gmock.h>

#include "apply/plan.hpp"
#include "support/errors.hpp"
#include "support/rows.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

std::vector<std::string> names(const std::vector<UpStep>& steps) {
    std::vector<std::string> found;
    for (const auto& step : steps) {
        found.push_back(step.migration->name());
        if (step.started) found.back() += " from " + std::to_string(step.statements_done());
    }
    return found;
}

TEST(PlanUp, TakesAllThatIsPendingInOrder) {
    const MigrationSet set = set_of(3);
    EXPECT_THAT(names(plan_up(set, {}, {})), ElementsAre("001_t1", "002_t2", "003_t3"));
    EXPECT_THAT(names(plan_up(set, rows_of(set, {1}), {})), ElementsAre("002_t2", "003_t3"));
    EXPECT_THAT(names(plan_up(set, rows_of(set, {1, 2, 3}), {})), ElementsAre());
}

TEST(PlanUp, StopsBehindTheVersionThatIsAskedFor) {
    const MigrationSet set = set_of(3);
    EXPECT_THAT(names(plan_up(set, {}, {"2", false})), ElementsAre("001_t1", "002_t2"));
    EXPECT_THAT(names(plan_up(set, rows_of(set, {1, 2}), {"1", false})), ElementsAre());
}

TEST(PlanUp, RefusesATargetThatIsNotInTheSet) {
    const MigrationSet set = set_of(2);
    expect_error(ErrorKind::usage, "no such version in set \"city\": \"0022\"", [&] {
        plan_up(set, {}, {"0022", false});
    });
    EXPECT_EQ(error_of([&] {
                  plan_up(set, {}, {"0022", false});
              })->hint(),
              "did you mean \"002\"?");
    EXPECT_EQ(error_of([&] {
                  plan_up(set, {}, {"xyz", false});
              })->hint(),
              "'status' lists the versions");
}

TEST(PlanUp, RefusesADatabaseThatKnowsMore) {
    const MigrationSet set = set_of(1);
    expect_error(ErrorKind::mismatch,
                 "the database has a newer migration that set \"city\" does not know: \"002_t2\"",
                 [&] {
                     plan_up(set, rows_of(set_of(2), {1, 2}), {});
                 });
}

TEST(PlanUp, RefusesAScriptThatChangedAfterItWasApplied) {
    MigrationSet set = set_of(1);
    set.directory = "dir";
    auto rows = rows_of(set, {1});
    rows[0].checksum = std::string(64, '0');
    expect_error(
        ErrorKind::mismatch,
        "dir/001_t1.up.sql: the script changed after it was applied: \"001_t1\", expected checksum "
        "000000000000… but found " +
            set.migrations[0].up.checksum.substr(0, 12) + "…",
        [&] { plan_up(set, rows, {}); });
}

TEST(PlanUp, RefusesPendingVersionsBeforeAnAppliedOne) {
    const MigrationSet set = set_of(4);
    expect_error(
        ErrorKind::mismatch,
        "migrations of set \"city\" are pending but older than the applied version \"003\": "
        "\"001_t1\", \"002_t2\"",
        [&] { plan_up(set, rows_of(set, {3}), {}); });
    EXPECT_THAT(names(plan_up(set, rows_of(set, {3}), {std::nullopt, true})),
                ElementsAre("001_t1", "002_t2", "004_t4"));
}

TEST(PlanUp, DoesNotMindSeedsThatAreAppliedAlready) {
    MigrationSet set = set_of(2);
    set.migrations.push_back(migration_of("seeds.1", "s", "SELECT 1;", "SELECT 1;"));
    EXPECT_THAT(names(plan_up(set, rows_of(set, {1, 3}), {})), ElementsAre("002_t2"));
}

TEST(PlanUp, ResumesWhatWasCutOff) {
    const MigrationSet set = set_of(3);
    auto rows = rows_of(set, {1, 2});
    rows[1].incomplete = true;
    rows[1].statements_done = 4;
    EXPECT_THAT(names(plan_up(set, rows, {})), ElementsAre("002_t2 from 4", "003_t3"));
}

TEST(PlanUp, ResumesWhatWasCutOffBeforeItsFirstStatement) {
    const MigrationSet set = set_of(2);
    auto rows = rows_of(set, {1});
    rows[0].incomplete = true;
    EXPECT_THAT(names(plan_up(set, rows, {})), ElementsAre("001_t1 from 0", "002_t2"));
}

TEST(HistoryMismatches, NamesAllOfThem) {
    auto rows = rows_of(set_of(3), {1, 2, 3});
    rows[0].checksum = "x";
    EXPECT_EQ(history_mismatches(set_of(2), rows).size(), 2U);
    EXPECT_TRUE(history_mismatches(set_of(3), rows_of(set_of(3), {1, 2, 3})).empty());
}

}  // namespace
}  // namespace migration
