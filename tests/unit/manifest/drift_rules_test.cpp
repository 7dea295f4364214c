#include "manifest/drift_rules.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

Change added(const std::string& key, const std::string& definition) {
    return {ObjectKey(key), Facet::structure, ObjectKey("table public.t"), std::nullopt,
            definition};
}

std::vector<std::string> names(const Changes& changes) {
    std::vector<std::string> keys;
    for (const auto& change : changes) keys.push_back(change.key.text());
    return keys;
}

const Changes live_drift{
    added("index public.plain", "CREATE INDEX plain ON public.t USING btree (a)"),
    added("index public.unique", "CREATE UNIQUE INDEX unique ON public.t (a)"),
    added("statistics public.s", "CREATE STATISTICS public.s ON a, b FROM t"),
    added("comment on table public.t", "ask Eve"),
    added("column public.t.c", "c integer"),
    added("trigger x on public.t", "CREATE TRIGGER x"),
    {ObjectKey("index public.gone"), Facet::structure, ObjectKey(), "CREATE INDEX gone",
     std::nullopt}};

TEST(GradeDrift, WarnsOfPlainAdditionsAndStopsForWhatChangesBehaviour) {
    const auto graded = grade_drift({}, live_drift);
    EXPECT_THAT(names(graded.warned),
                testing::ElementsAre("index public.plain", "statistics public.s",
                                     "comment on table public.t"));
    EXPECT_THAT(names(graded.stops),
                testing::ElementsAre("index public.unique", "column public.t.c",
                                     "trigger x on public.t", "index public.gone"));
}

TEST(GradeDrift, StopsForEverythingWhereTheSetIsStrict) {
    const auto graded = grade_drift({DriftGrade::strict, {}}, live_drift);
    EXPECT_TRUE(graded.warned.empty());
    EXPECT_EQ(graded.stops.size(), live_drift.size());
}

TEST(GradeDrift, LeavesOutWhatTheSetAcceptsByName) {
    const DriftRules rules{DriftGrade::strict, {{"index public.*", "of the DBAs"}}};
    EXPECT_EQ(grade_drift(rules, live_drift).stops.size(), 4U);
    EXPECT_TRUE(is_accepted(rules, ObjectKey("index public.unique")));
    EXPECT_FALSE(is_accepted(rules, ObjectKey("index other.unique")));
}

}  // namespace
}  // namespace migration
