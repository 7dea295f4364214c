#include "snapshot/snapshot.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;

Entry entry(const std::string& definition, Facet facet = Facet::structure,
            const std::string& parent = "") {
    return {facet, parent, definition};
}

const Snapshot old_state{
    {"a", entry("1")}, {"b", entry("2")}, {"c", entry("3", Facet::comment, "b")}};
const Snapshot new_state{
    {"b", entry("2")}, {"c", entry("4", Facet::comment, "b")}, {"d", entry("5")}};

std::vector<std::string> keys(const Changes& changes) {
    std::vector<std::string> found;
    for (const auto& change : changes) found.push_back(change.key.text());
    return found;
}

TEST(Compare, NamesEveryEntryThatDiffersByKey) {
    EXPECT_THAT(compare(old_state, new_state),
                ElementsAre(Change{"a", Facet::structure, "", "1", std::nullopt},
                            Change{"c", Facet::comment, "b", "3", "4"},
                            Change{"d", Facet::structure, "", std::nullopt, "5"}));
    EXPECT_TRUE(compare(old_state, old_state).empty());
    EXPECT_TRUE(compare({}, {}).empty());
    EXPECT_EQ(compare({}, old_state).size(), 3U);
}

TEST(Changes, LeadFromOneSnapshotToTheOtherAndBack) {
    const Changes changes = compare(old_state, new_state);
    Snapshot snapshot = old_state;
    apply_changes(snapshot, changes);
    EXPECT_EQ(snapshot, new_state);
    revert_changes(snapshot, changes);
    EXPECT_EQ(snapshot, old_state);
}

TEST(Essential, LeavesOutThePartsOfWhatCameOrWent) {
    const Snapshot table{{"table t", entry("x")},
                         {"column t.a", entry("a int", Facet::structure, "table t")},
                         {"comment on column t.a", entry("c", Facet::comment, "column t.a")},
                         {"column order of table t", entry("a", Facet::order, "table t")},
                         {"rows of table t", entry("0 rows", Facet::rows, "table t")}};
    EXPECT_THAT(keys(essential(compare({}, table))), ElementsAre("table t"));
    EXPECT_THAT(keys(essential(compare(table, {}))), ElementsAre("table t"));
}

TEST(Essential, KeepsAPartThatChangedOnItsOwn) {
    const Changes changes{{"column t.a", Facet::structure, "table t", "a int", "a text"},
                          {"table t", Facet::structure, "", "x", "y"}};
    EXPECT_EQ(essential(changes), changes);
}

TEST(Essential, LeavesOutTheOrderOfColumnsWhoseSetChanged) {
    const Change order{"column order of table t", Facet::order, "table t", "a, b", "a"};
    const Change column{"column t.b", Facet::structure, "table t", "b int", std::nullopt};
    EXPECT_THAT(keys(essential({order, column})), ElementsAre("column t.b"));
    EXPECT_THAT(keys(essential({order})), ElementsAre("column order of table t"));
}

TEST(Combine, GivesWhatTwoChangesComeTo) {
    const Change made{"table t", Facet::structure, "", std::nullopt, "1"};
    const Change altered{"table t", Facet::structure, "", "1", "2"};
    const Change dropped{"table t", Facet::structure, "", "2", std::nullopt};
    const Change other{"table u", Facet::structure, "", std::nullopt, "1"};
    EXPECT_EQ(combine({made}, {altered, other}),
              (Changes{{"table t", Facet::structure, "", std::nullopt, "2"}, other}));
    EXPECT_EQ(combine(combine({made}, {altered}), {dropped}), Changes{});
    EXPECT_EQ(combine({altered}, inverse({altered})), Changes{});
}

TEST(Combine, LeadsWhereComparisonOfTheEndsLeads) {
    const Snapshot a{{"x", entry("1")}, {"y", entry("1")}};
    const Snapshot b{{"x", entry("2")}, {"z", entry("1")}};
    const Snapshot c{{"x", entry("1")}, {"z", entry("3")}};
    EXPECT_EQ(combine(compare(a, b), compare(b, c)), compare(a, c));
    EXPECT_EQ(inverse(compare(a, c)), compare(c, a));
}

TEST(FacetName, IsReadBack) {
    for (const Facet facet : {Facet::structure, Facet::order, Facet::comment, Facet::privileges,
                              Facet::owner, Facet::rows, Facet::server})
        EXPECT_EQ(facet_named(facet_name(facet)), facet);
    EXPECT_EQ(facet_named("else"), std::nullopt);
}

}  // namespace
}  // namespace migration
