#include <gmock/gmock.h>

#include "apply/plan.hpp"
#include "support/rows.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

// Two versions, and a repeatable migration behind them.
MigrationSet set_with_views() {
    MigrationSet set = set_of(2);
    Migration views = migration_of("R.views", "", "CREATE OR REPLACE VIEW v AS SELECT 1;", "");
    views.repeatable = true;
    set.migrations.push_back(std::move(views));
    return set;
}

std::vector<LedgerRow> everything_applied(const MigrationSet& set) {
    std::vector<LedgerRow> rows(set.migrations.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].version = set.migrations[i].version;
        rows[i].checksum = set.migrations[i].up.checksum;
    }
    return rows;
}

std::vector<std::string> versions(const std::vector<UpStep>& steps) {
    std::vector<std::string> found;
    for (const auto& step : steps) found.push_back(step.migration->version);
    return found;
}

TEST(PlanOfRepeatables, RunsOneAgainOnlyWhenItsTextHasChanged) {
    const MigrationSet set = set_with_views();
    auto rows = everything_applied(set);
    EXPECT_TRUE(plan_up(set, rows, {}).empty());
    rows.back().checksum = "another";
    EXPECT_THAT(versions(plan_up(set, rows, {})), testing::ElementsAre("R.views"));
    EXPECT_TRUE(history_mismatches(set, rows, false).empty());
    EXPECT_TRUE(comparable_rows(set, rows).back().incomplete);
}

TEST(PlanOfRepeatables, LetsLaterVersionsComeBeforeThem) {
    const MigrationSet set = set_with_views();
    auto rows = everything_applied(set);
    rows.erase(rows.begin() + 1);
    EXPECT_THAT(versions(plan_up(set, rows, {})), testing::ElementsAre("002"));
    rows.back().checksum = "another";
    EXPECT_THAT(versions(plan_up(set, rows, {})), testing::ElementsAre("002", "R.views"));
}

TEST(PlanOfRepeatables, NeverUndoesThem) {
    const MigrationSet set = set_with_views();
    const auto steps = plan_down(set, everything_applied(set), {1, {}});
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].row.version, "002");
    EXPECT_EQ(plan_down(set, everything_applied(set), {1, "0"}).size(), 2U);
    EXPECT_EQ(newest_version(everything_applied(set)), "002");
}

}  // namespace
}  // namespace migration
