#include <gmock/gmock.h>

#include "apply/plan.hpp"
#include "support/errors.hpp"
#include "support/rows.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// "003_t3", with " stored" behind it when the set does not carry it.
std::vector<std::string> names(const std::vector<DownStep>& steps) {
    std::vector<std::string> found;
    for (const auto& step : steps)
        found.push_back(step.row.version + "_" + step.row.slug +
                        (step.migration == nullptr ? " stored" : ""));
    return found;
}

TEST(PlanDown, TakesTheNewestFirst) {
    const MigrationSet set = set_of(3);
    const auto rows = rows_of(set, {2, 3, 1});
    EXPECT_THAT(names(plan_down(set, rows, {})), ElementsAre("003_t3"));
    EXPECT_THAT(names(plan_down(set, rows, {2, {}})), ElementsAre("003_t3", "002_t2"));
    EXPECT_THAT(names(plan_down(set, rows, {9, {}})), ElementsAre("003_t3", "002_t2", "001_t1"));
    EXPECT_THAT(names(plan_down(set, {}, {})), ElementsAre());
}

TEST(PlanDown, LeavesTheVersionThatIsAskedForAsTheLast) {
    const MigrationSet set = set_of(3);
    const auto rows = rows_of(set, {1, 2, 3});
    EXPECT_THAT(names(plan_down(set, rows, {1, "1"})), ElementsAre("003_t3", "002_t2"));
    EXPECT_THAT(names(plan_down(set, rows, {1, "003"})), ElementsAre());
    EXPECT_THAT(names(plan_down(set, rows, {1, "0"})), ElementsAre("003_t3", "002_t2", "001_t1"));
}

TEST(PlanDown, RefusesATargetThatIsNotApplied) {
    const MigrationSet set = set_of(3);
    expect_error(ErrorKind::usage, "version is not applied: \"003\"", [&] {
        plan_down(set, rows_of(set, {1, 2}), {1, "003"});
    });
}

TEST(PlanDown, UndoesSeedsBeforeEverythingElse) {
    MigrationSet set = set_of(1);
    set.migrations.push_back(migration_of("seeds.1", "s", "SELECT 1;", "SELECT 1;"));
    EXPECT_THAT(names(plan_down(set, rows_of(set, {1, 2}), {1, "1"})), ElementsAre("seeds.1_s"));
}

TEST(PlanDown, UsesTheStoredScriptOfWhatTheSetDoesNotCarry) {
    const auto rows = rows_of(set_of(3), {1, 2, 3});
    EXPECT_THAT(names(plan_down(set_of(2), rows, {2, {}})), ElementsAre("003_t3 stored", "002_t2"));
}

TEST(PlanDown, RefusesWhatTheSetDoesNotCarryAndTheLedgerCannotUndo) {
    auto rows = rows_of(set_of(2), {1, 2});
    rows[1].down_sql = std::nullopt;
    expect_error(ErrorKind::failed,
                 "migration \"002_t2\" cannot be undone: there is no down script",
                 [&] { plan_down(set_of(1), rows, {}); });
}

TEST(PlanDown, TellsWhyAMigrationIsIrreversible) {
    MigrationSet set = set_of(2);
    set.migrations[1] =
        migration_of("002", "t2", "-- @irreversible: the rows are gone\nSELECT 1;", "");
    const auto rows = rows_of(set, {1, 2});
    expect_error(ErrorKind::failed, "migration \"002_t2\" cannot be undone: the rows are gone",
                 [&] { plan_down(set, rows, {}); });
    EXPECT_EQ(error_of([&] {
                  plan_down(set, rows, {1, "0"});
              })->hint(),
              "restore a backup, or write a new migration that goes forward");
}

}  // namespace
}  // namespace migration
