#include "set/dependency_order.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"
#include "set/draft.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// "1<2,3" is migration 1, which needs 2 and 3.
std::string order_of(std::initializer_list<const char*> shapes, DependencyOrder order,
                     Problems& problems) {
    std::vector<Draft> drafts;
    std::vector<std::vector<Need>> needs;
    for (const std::string_view shape : shapes) {
        const auto at = std::min(shape.find('<'), shape.size());
        const std::string version(shape.substr(0, at));
        drafts.push_back({version, "", false, {}, {}, {}});
        needs.emplace_back();
        if (at == shape.size()) continue;
        for (const auto need : split(shape.substr(at + 1), ','))
            needs.back().push_back({std::string(need), version + ".yaml", 2});
    }
    order_by_needs(drafts, needs, order, "parents", problems);
    std::string text;
    for (const auto& draft : drafts) text += draft.version + " ";
    return std::string(trim(text));
}

std::vector<std::string> texts_of(const Problems& problems) {
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(problem.rule + " " + problem.text());
    return texts;
}

TEST(OrderByNeeds, PutsEachMigrationBehindWhatItNeeds) {
    Problems problems;
    for (const auto order :
         {DependencyOrder::earliest_first, DependencyOrder::near_what_is_needed}) {
        EXPECT_EQ(order_of({"1<3", "2<1", "3"}, order, problems), "3 1 2");
        EXPECT_EQ(order_of({}, order, problems), "");
        EXPECT_EQ(order_of({"1", "2", "3<1,2"}, order, problems), "1 2 3");
    }
    EXPECT_TRUE(problems.empty());
}

TEST(OrderByNeeds, TakesOfThoseThatMayComeNextTheEarliestOrTheNearest) {
    Problems problems;
    const auto shapes = {"1", "2<1", "3<1", "4<2,3", "5<2"};
    EXPECT_EQ(order_of(shapes, DependencyOrder::earliest_first, problems), "1 2 3 4 5");
    EXPECT_EQ(order_of(shapes, DependencyOrder::near_what_is_needed, problems), "1 2 5 3 4");
}

TEST(OrderByNeeds, ReportsWhatIsNotInTheSet) {
    Problems problems;
    EXPECT_EQ(order_of({"1<7", "2<1"}, DependencyOrder::earliest_first, problems), "1 2");
    EXPECT_THAT(
        texts_of(problems),
        ElementsAre("depends 1.yaml:2: \"parents\" names a version that is not in the set: \"7\""));
}

TEST(OrderByNeeds, ReportsEachCycleOnceAndPutsItBehindTheOthers) {
    for (const auto order :
         {DependencyOrder::earliest_first, DependencyOrder::near_what_is_needed}) {
        Problems problems;
        EXPECT_EQ(order_of({"1<3", "2<1", "3<2", "4", "5<4,1", "6<6"}, order, problems),
                  "4 1 2 3 5 6");
        EXPECT_THAT(texts_of(problems),
                    ElementsAre("dependency-cycle 1.yaml:2: \"parents\" leads back to where it "
                                "began: \"1\" needs \"3\" needs \"2\" needs \"1\"",
                                "dependency-cycle 6.yaml:2: \"parents\" leads back to where it "
                                "began: \"6\" needs \"6\""));
    }
}

}  // namespace
}  // namespace migration
