#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

std::string up_that_depends_on(const std::string& versions) {
    return "-- @depends: " + versions + "\nSELECT 1;\n";
}

// Up scripts "V_slug.up.sql", each with its down script; then problems, as reading_of() has them.
std::vector<std::string> order_of(const Files& ups) {
    Files files;
    for (const auto& [stem, text] : ups) {
        files.emplace_back(stem + ".up.sql", text);
        files.emplace_back(stem + ".down.sql", "SELECT 1;\n");
    }
    const SetFolder folder(files);
    std::vector<std::string> lines;
    for (auto& line : reading_of(folder)) lines.push_back(line.substr(0, line.find(" |")));
    return lines;
}

TEST(OrderByDepends, LeavesAnOrderThatIsRight) {
    EXPECT_THAT(order_of({{"1_a", "SELECT 1;\n"},
                          {"2_b", up_that_depends_on("1")},
                          {"3_c", up_that_depends_on("001, 2")}}),
                ElementsAre("1 a", "2 b", "3 c"));
}

TEST(OrderByDepends, PutsAMigrationBehindALaterOneThatItDependsOn) {
    EXPECT_THAT(order_of({{"1_a", up_that_depends_on("3")},
                          {"2_b", "SELECT 1;\n"},
                          {"3_c", "SELECT 1;\n"},
                          {"4_d", "SELECT 1;\n"}}),
                ElementsAre("2 b", "3 c", "1 a", "4 d",
                            "depends-order 1_a.up.sql:1: \"1_a\" is applied behind \"3_c\", which "
                            "it depends on"));
}

TEST(OrderByDepends, TakesAlongWhatDependsOnIt) {
    EXPECT_THAT(order_of({{"1_a", up_that_depends_on("3")},
                          {"2_b", up_that_depends_on("1")},
                          {"3_c", "SELECT 1;\n"}}),
                ElementsAre("3 c", "1 a", "2 b", testing::StartsWith("depends-order")));
}

TEST(OrderByDepends, NamesACycle) {
    EXPECT_THAT(
        order_of({{"1_a", up_that_depends_on("2")},
                  {"2_b", up_that_depends_on("1")},
                  {"3_c", "SELECT 1;\n"}}),
        ElementsAre("3 c", "1 a", "2 b", testing::StartsWith("depends-order"),
                    "dependency-cycle 1_a.up.sql:1: \"@depends\" leads back to where it began: "
                    "\"1\" needs \"2\" needs \"1\""));
    EXPECT_THAT(order_of({{"1_a", up_that_depends_on("1")}}),
                ElementsAre("1 a",
                            "dependency-cycle 1_a.up.sql:1: \"@depends\" leads back to where it "
                            "began: \"1\" needs \"1\""));
}

TEST(OrderByDepends, ReportsWhatIsNotThereAndWhatComesLast) {
    SetFolder folder({{"up/1_a.sql", up_that_depends_on("7, seeds.1")},
                      {"down/1_a.sql", "SELECT 1;\n"},
                      {"seeds/1_s.sql", up_that_depends_on("1")},
                      {"seeds/down/1_s.sql", "SELECT 1;\n"}});
    EXPECT_THAT(folder.problems(),
                ElementsAre("depends up/1_a.sql:1: \"@depends\" names a seed, which is applied "
                            "behind all versions: \"seeds.1\"",
                            "depends up/1_a.sql:1: \"@depends\" names a version that is not in the "
                            "set: \"7\""));
}

}  // namespace
}  // namespace migration
