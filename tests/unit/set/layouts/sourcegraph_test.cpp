#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// A migration of that name with that metadata.
Files migration_files(const std::string& name, const std::string& metadata) {
    return {{name + "/up.sql", "SELECT 1;"},
            {name + "/down.sql", "SELECT 2;"},
            {name + "/metadata.yaml", metadata}};
}

Files joined(std::initializer_list<Files> lists) {
    Files all;
    for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
    return all;
}

TEST(SourcegraphLayout, OrdersMigrationsByTheirParents) {
    const SetFolder folder(joined({migration_files("1_a", "name: a\nparents: []\n"),
                                   migration_files("2_b", "parents: [3]\n"),
                                   migration_files("3_c", "name: c 7\nparents:\n  - 1\n"),
                                   migration_files("4", "{name: d, parents: [2,\n3]}\n")}));
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "3 c | SELECT 1; | SELECT 2;",
                            "2 b | SELECT 1; | SELECT 2;", "4  | SELECT 1; | SELECT 2;"));
    const auto read = folder.read();
    EXPECT_EQ(read.set.layout, "sourcegraph");
    EXPECT_THAT(read.inputs, testing::Contains(folder.path("2_b/metadata.yaml")));
}

TEST(SourcegraphLayout, BuildsAnIndexWithoutATransaction) {
    const SetFolder folder(
        joined({migration_files("1_a", "parents: []\n"),
                migration_files("2_b", "parents: [1]\ncreateIndexConcurrently: true\n"),
                migration_files("3_c", "parents: [2]\ncreateIndexConcurrently: false\n")}));
    EXPECT_THAT(reading_of(folder),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b | (alone) SELECT 1; | SELECT 2;",
                            "3 c | SELECT 1; | SELECT 2;"));
}

TEST(SourcegraphLayout, ReportsParentsThatAreNotInTheSetAndASecondRoot) {
    const SetFolder folder(joined({migration_files("1_a", "parents: []\n"),
                                   migration_files("2_b", "name: b\nparents: [1, 9]\n"),
                                   migration_files("3_c", "name: c\n")}));
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre(
            "1 a | SELECT 1; | SELECT 2;", "2 b | SELECT 1; | SELECT 2;",
            "3 c | SELECT 1; | SELECT 2;",
            "depends 2_b/metadata.yaml:2: \"parents\" names a version that is not in the set: "
            "\"9\"",
            "depends 3_c/metadata.yaml: a second migration without \"parents\", after \"1\""));
}

TEST(SourcegraphLayout, ReportsACycle) {
    const SetFolder folder(joined({migration_files("1_a", "parents: []\n"),
                                   migration_files("2_b", "parents: [1, 3]\n"),
                                   migration_files("3_c", "parents:\n- 2\n")}));
    EXPECT_THAT(folder.problems(),
                ElementsAre("dependency-cycle 2_b/metadata.yaml:1: \"parents\" leads back to where "
                            "it began: \"2\" needs \"3\" needs \"2\""));
}

TEST(SourcegraphLayout, ReportsAFolderWithoutMetadata) {
    const SetFolder folder(joined({migration_files("1_a", "parents: []\n"),
                                   {{"2_b/up.sql", "SELECT 1;"}, {"2_b/down.sql", "SELECT 2;"}}}));
    EXPECT_THAT(folder.problems(), ElementsAre("depends 2_b/up.sql: no metadata beside the script: "
                                               "\"2_b/metadata.yaml\""));
}

TEST(SourcegraphLayout, ReadsLinesOfAnyLength) {
    const std::string blanks(200'000, ' ');
    EXPECT_THAT(reading_of(SetFolder(joined(
                    {migration_files("1_a", "name: a\nx: " + blanks + "parents: [2]\n"),
                     migration_files("2_b", "parents: [1," + blanks + "1]\nparent" + blanks)}))),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b | SELECT 1; | SELECT 2;"));
}

}  // namespace
}  // namespace migration
