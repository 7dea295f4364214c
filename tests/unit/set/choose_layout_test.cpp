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

TEST(ChooseLayout, DetectsFlywayByNamesThatNoOtherLayoutKnowsBetter) {
    const auto chosen = [](const std::vector<std::pair<std::string, std::string>>& files) {
        return choose_layout("", sources(files)).name;
    };
    const std::string marked = "SELECT 1;\n-- ROLLBACK_START\nSELECT 2;\n-- ROLLBACK_END\n";
    EXPECT_EQ(chosen({{"V1__a.sql", ""}}), "flyway");
    EXPECT_EQ(chosen({{"a/b/V1_2__a.sql", ""}, {"notes.sql", ""}}), "flyway");
    EXPECT_EQ(chosen({{"V1__a.sql", ""}, {"V1__a_rollback.sql", ""}}), "rollback-suffix");
    EXPECT_EQ(chosen({{"V1__a.sql", ""}, {"V001__b_rollback.sql", ""}}), "rollback-suffix");
    EXPECT_EQ(chosen({{"V1__a.up.sql", ""}, {"V1__a.down.sql", ""}}), "up-down");
    EXPECT_EQ(chosen({{"up/V1__a.sql", ""}, {"down/V1__a.sql", ""}}), "up-down-folders");
    EXPECT_EQ(chosen({{"V1__a.sql", marked}}), "marked");
    EXPECT_EQ(chosen({{"V1__a.sql", "-- +migrate Up\nSELECT 1;\n"}}), "sql-migrate");
    EXPECT_EQ(chosen({{"V1.sql", ""}}), "rollback-suffix");
    EXPECT_EQ(chosen({{"V1_a.sql", ""}, {"v2__a.sql", ""}}), "rollback-suffix");
}

TEST(ChooseLayout, RefusesFlywaysFilesBesideThoseOfAnotherLayout) {
    expect_error(ErrorKind::usage,
                 "files of two layouts in one directory: \"dir/2_b.up.sql\" is up-down, "
                 "\"dir/V1__a.sql\" is flyway",
                 [&] {
                     choose_layout("", sources({{"2_b.up.sql", ""}, {"V1__a.sql", ""}}));
                 });
    expect_error(ErrorKind::usage,
                 "files of two layouts in one directory: \"dir/V2__b_rollback.sql\" is "
                 "rollback-suffix, \"dir/V1__a.sql\" is flyway",
                 [&] {
                     choose_layout("", sources({{"V1__a.sql", ""}, {"V2__b_rollback.sql", ""}}));
                 });
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
