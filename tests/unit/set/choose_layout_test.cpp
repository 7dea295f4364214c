#include "set/choose_layout.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "set/layout.hpp"
#include "support/errors.hpp"

namespace migration {
namespace {

SourceFiles sources(const std::vector<std::pair<std::string, std::string>>& files) {
    SourceFiles found;
    for (const auto& [path, text] : files) found.files.push_back({path, "dir/" + path, text});
    return found;
}

TEST(ChooseLayout, DetectsEachLayoutByItsFiles) {
    const std::string marked = "SELECT 1;\n-- ROLLBACK_START\nSELECT 2;\n-- ROLLBACK_END\n";
    EXPECT_EQ(choose_layout("", sources({{"1_a.down.sql", ""}, {"1_a.up.sql", ""}})).name,
              "up-down");
    EXPECT_EQ(choose_layout("", sources({{"1_a.sql", ""}, {"1_a_rollback.sql", ""}})).name,
              "rollback-suffix");
    EXPECT_EQ(choose_layout("", sources({{"1_a.sql", ""}, {"2_b.sql", marked}})).name, "marked");
    EXPECT_EQ(choose_layout("", sources({{"down/1_a.sql", ""}, {"up/1_a.sql", ""}})).name,
              "up-down-folders");
    EXPECT_EQ(choose_layout("", sources({{"schema/1_a.sql", ""}})).name, "up-down-folders");
    EXPECT_EQ(choose_layout("", sources({{"1_a/down.sql", ""}, {"1_a/up.sql", ""}})).name,
              "folder-each");
}

TEST(ChooseLayout, TakesPlainFilesForRollbackSuffix) {
    EXPECT_EQ(choose_layout("", sources({{"1_a.sql", ""}})).name, "rollback-suffix");
    EXPECT_EQ(choose_layout("", sources({})).name, "rollback-suffix");
}

TEST(ChooseLayout, RefusesFilesOfTwoLayoutsAndNamesBoth) {
    const auto files = sources({{"1_a.up.sql", ""}, {"2_b.sql", ""}, {"2_b_rollback.sql", ""}});
    expect_error(ErrorKind::usage,
                 "files of two layouts in one directory: \"dir/1_a.up.sql\" is up-down, "
                 "\"dir/2_b_rollback.sql\" is "
                 "rollback-suffix",
                 [&] { choose_layout("", files); });
    EXPECT_EQ(choose_layout("up-down", files).name, "up-down");
}

TEST(ChooseLayout, SuggestsALayoutOfASimilarName) {
    const auto error = error_of([] { choose_layout("updown", sources({})); });
    EXPECT_STREQ(error->what(), "unknown layout: \"updown\"");
    EXPECT_EQ(error->hint(), "did you mean \"up-down\"?");
    const auto other = error_of([] { choose_layout("x", sources({})); });
    EXPECT_EQ(other->hint(), "layouts are " + join(layout_names(), ", "));
    EXPECT_EQ(layout_names().front(), "up-down");
}

}  // namespace
}  // namespace migration
