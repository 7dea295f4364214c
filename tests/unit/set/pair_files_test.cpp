#include "set/pair_files.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;

std::optional<Part> part_of(std::string_view path) {
    if (const auto stem = without_suffix(path, ".do")) return version_and_slug(*stem, Role::up);
    if (const auto stem = without_suffix(path, ".undo")) return version_and_slug(*stem, Role::down);
    return std::nullopt;
}

struct Pairs {
    std::vector<std::string> drafts;
    std::vector<std::string> problems;
};

Pairs pairs_of(const std::vector<std::string>& paths) {
    SourceFiles sources;
    for (const auto& path : paths)
        sources.files.push_back({path, "dir/" + path, "text of " + path});
    Problems problems;
    Pairs pairs;
    for (const auto& draft : pair_files(sources, {part_of, "V_slug.do"}, problems))
        pairs.drafts.push_back(draft.version + " " + draft.slug + ": " +
                               (draft.up ? draft.up->text : "-") + ", " +
                               (draft.down ? draft.down->shown : "-"));
    for (const auto& problem : problems) pairs.problems.push_back(problem.text());
    return pairs;
}

TEST(PairFiles, PairsByVersionAndTakesTheSlugOfTheUp) {
    const auto pairs = pairs_of({"10_b.do", "2_other.undo", "02_a.do", "3_c.undo"});
    EXPECT_THAT(pairs.drafts, ElementsAre("02 a: text of 02_a.do, dir/2_other.undo",
                                          "3 c: -, dir/3_c.undo", "10 b: text of 10_b.do, -"));
    EXPECT_THAT(pairs.problems, ElementsAre());
}

TEST(PairFiles, ReportsNamesThatDoNotFitAndVersionsTakenTwice) {
    const auto pairs = pairs_of({"1_a.do", "01_b.do", "x.do", "1_a.txt"});
    EXPECT_THAT(pairs.drafts, ElementsAre("1 a: text of 1_a.do, -"));
    EXPECT_THAT(
        pairs.problems,
        ElementsAre("dir/01_b.do: version \"01\" is already taken by \"dir/1_a.do\"",
                    "dir/x.do: expected a name such as \"V_slug.do\" but found \"x.do\"",
                    "dir/1_a.txt: expected a name such as \"V_slug.do\" but found \"1_a.txt\""));
}

}  // namespace
}  // namespace migration
