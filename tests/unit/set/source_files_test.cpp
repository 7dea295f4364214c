#include "set/source_files.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(ListSources, SortsSqlFilesAndLeavesOutHiddenOnes) {
    const SetFolder folder({{"2_b.sql", "b"},
                            {"1_a.sql", "a"},
                            {"_draft.sql", "x"},
                            {".hidden.sql", "x"},
                            {"readme.md", "x"},
                            {"sub/3_c.sql", "c"},
                            {"_off/4_d.sql", "d"}});
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "pre/", sources, problems);
    std::vector<std::string> paths;
    for (const auto& file : sources.files) paths.push_back(file.path);
    EXPECT_THAT(paths, ElementsAre("pre/1_a.sql", "pre/2_b.sql", "pre/sub/3_c.sql"));
    EXPECT_EQ(sources.files[0].shown, folder.path("1_a.sql").string());
    EXPECT_THAT(sources.inputs, ElementsAre(folder.options.directory, folder.path("1_a.sql"),
                                            folder.path("2_b.sql"), folder.path("sub"),
                                            folder.path("sub/3_c.sql")));
}

TEST(ListSources, ReportsFilesThatAreNotText) {
    const SetFolder folder({{"1_a.sql", "SELECT 1;\n-- caf\xE9\n"},
                            {"2_b.sql", std::string("x\n\n\0", 4)},
                            {"3_c.sql", "c"}});
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "", sources, problems);
    ASSERT_EQ(problems.size(), 2U);
    std::vector<std::string> texts{folder.without_path(problems[0].text()),
                                   folder.without_path(problems[1].text())};
    EXPECT_THAT(texts, testing::UnorderedElementsAre("1_a.sql:2: not UTF-8: byte 17 of the file",
                                                     "2_b.sql:3: a NUL byte in the file"));
    ASSERT_EQ(sources.files.size(), 3U);
    EXPECT_EQ(sources.files[0].text, "");
    EXPECT_EQ(sources.files[2].text, "c");
}

TEST(ListSources, ReportsScriptsThatAreTooDeep) {
    std::string deep;
    for (int i = 0; i < 15; ++i) deep += "d/";
    const SetFolder folder({{"1_a.sql", "a"},
                            {deep + "3_c.sql", "c"},
                            {deep + "d/4_d.sql", "d"},
                            {deep + "d/e/5_e.Sql", "e"},
                            {deep + "d/_off/6_f.sql", "x"},
                            {deep + "d/_7_g.sql", "x"},
                            {deep + "d/readme.md", "x"}});
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "", sources, problems);
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(folder.without_path(problem.text()));
    const std::string too_deep =
        ": a script more than 15 folders deep, which the tool does not read";
    EXPECT_THAT(texts, testing::UnorderedElementsAre(deep + "d/4_d.sql" + too_deep,
                                                     deep + "d/e/5_e.Sql" + too_deep));
    EXPECT_EQ(sources.files.size(), 2U);
    EXPECT_THAT(sources.inputs, testing::Contains(folder.path(deep + "d/e")));
}

TEST(ListSources, KeepsScriptsWithAnOddSuffixApart) {
    const SetFolder folder({{"1_a.sql", "a"}, {"2_b.SQL", "b"}});
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "", sources, problems);
    ASSERT_EQ(sources.files.size(), 1U);
    report_odd_suffixes(sources, problems);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(folder.without_path(problems[0].text()),
              "2_b.SQL: expected a name that ends in \".sql\" but found \"2_b.SQL\"");
    accept_odd_suffixes(sources, problems);
    ASSERT_EQ(sources.files.size(), 2U);
    EXPECT_EQ(sources.files[1].text, "b");
    EXPECT_THAT(sources.inputs, testing::Contains(folder.path("2_b.SQL")));
}

TEST(ListSources, FollowsALinkToAFolderButNotInACircle) {
    const SetFolder folder(Files{{"a/1_a.sql", "a"}});
    std::filesystem::create_directory_symlink(folder.options.directory, folder.path("a/back"));
    std::filesystem::create_directory_symlink(folder.path("a"), folder.path("b"));
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "", sources, problems);
    std::vector<std::string> paths;
    for (const auto& file : sources.files) paths.push_back(file.path);
    EXPECT_THAT(paths, ElementsAre("a/1_a.sql", "b/1_a.sql"));
}

TEST(ListSources, NamesTheScriptsOfFoldersThatItLeavesOut) {
    const SetFolder folder(
        {{"a/_off/b/1_a.sql", "a"}, {"_off/readme.md", "x"}, {".git/x.sql", "x"}});
    SourceFiles sources;
    Problems problems;
    list_sources(folder.options.directory, "", sources, problems);
    EXPECT_THAT(sources.left_out, ElementsAre(folder.path("a/_off/b/1_a.sql")));
}

TEST(ListSources, RefusesADirectoryThatIsNotThere) {
    SourceFiles sources;
    Problems problems;
    expect_error(ErrorKind::usage, "no such directory: \"/nowhere/at/all\"",
                 [&] { list_sources("/nowhere/at/all", "", sources, problems); });
}

}  // namespace
}  // namespace migration
