#include "set/layout.hpp"

#include <gtest/gtest.h>

#include "set/blocks.hpp"
#include "set/pair_files.hpp"

namespace migration {
namespace {

// "up 010 create_rooms"; "-" when the name does not fit.
std::string shown(const std::optional<Part>& part) {
    if (!part) return "-";
    return std::string(part->role == Role::up ? "up" : "down") + " " + part->version + " " +
           part->slug;
}

// What the layout reads of one file: "up 010 create_rooms", "down seeds.1 a"; "-" when its name
// does not fit.
std::string read_as(const Layout& layout, const std::string& path) {
    Problems problems;
    const auto drafts = layout.read({{{path, path, "SELECT 1;"}}, {}, {}, {}}, problems);
    if (drafts.empty())
        return problems.size() == 1 && problems[0].rule == "unreadable-name" ? "-" : "?";
    return std::string(drafts[0].up ? "up " : "down ") + drafts[0].version + " " + drafts[0].slug;
}

struct PathCase {
    const char* path;
    const char* part;
};

void expect_parts(const Layout& layout, std::initializer_list<PathCase> cases) {
    for (const auto& [path, part] : cases)
        EXPECT_EQ(read_as(layout, path), part) << layout.name << ": " << path;
}

TEST(VersionAndSlug, AcceptsTheUsualWaysToNumber) {
    for (const auto& [stem, part] :
         {PathCase{"001_create", "up 001 create"},
          PathCase{"V2__add", "up 2 add"},
          PathCase{"v1.2_x", "up 1.2 x"},
          PathCase{"20240131120000_add_index", "up 20240131120000 add_index"},
          PathCase{"2024-01-31_x", "up 2024-01-31 x"},
          PathCase{"7-a", "up 7 a"},
          PathCase{"1_größe", "up 1 größe"},
          PathCase{"1_a b", "up 1 a b"},
          PathCase{"001", "up 001 "},
          PathCase{"V2", "up 2 "},
          PathCase{"1.2", "up 1.2 "},
          PathCase{"2024-01-31", "up 2024-01-31 "},
          PathCase{"006a_x", "up 006a x"},
          PathCase{"006a", "up 006a "},
          PathCase{"006B-x", "up 006B x"},
          PathCase{"1.2a_x", "up 1.2a x"},
          PathCase{"006ab", "-"},
          PathCase{"006ab_x", "-"},
          PathCase{"create", "-"},
          PathCase{"001_", "up 001 "},
          PathCase{"001-", "-"},
          PathCase{"a", "-"},
          PathCase{"_1_a", "-"},
          PathCase{"a1_b", "-"},
          PathCase{"", "-"}})
        EXPECT_EQ(shown(version_and_slug(stem, Role::up)), part) << stem;
}

TEST(UpDownLayout, ReadsUpAndDownSuffixes) {
    expect_parts(up_down_layout, {{"001_a.up.sql", "up 001 a"},
                                  {"001_a.down.sql", "down 001 a"},
                                  {"1.up.sql", "up 1 "},
                                  {"006a.down.sql", "down 006a "},
                                  {"001_a.sql", "-"},
                                  {"up/001_a.up.sql", "-"},
                                  {"readme.up.sql", "-"}});
}

TEST(RollbackSuffixLayout, ReadsTheRollbackSuffix) {
    expect_parts(rollback_suffix_layout, {{"010_a.sql", "up 010 a"},
                                          {"010_a_rollback.sql", "down 010 a"},
                                          {"010.sql", "up 010 "},
                                          {"010_rollback.sql", "down 010 "},
                                          {"x/010_a.sql", "-"},
                                          {"a.sql", "-"}});
}

TEST(MarkedLayout, ReadsWholeFiles) {
    expect_parts(marked_layout, {{"010_a.sql", "up 010 a"}, {"x/010_a.sql", "-"}, {"a.sql", "-"}});
}

TEST(UpDownFoldersLayout, ReadsFoldersAndSeeds) {
    expect_parts(up_down_folders_layout, {{"up/1_a.sql", "up 1 a"},
                                          {"schema/1_a.sql", "up 1 a"},
                                          {"down/1_a.sql", "down 1 a"},
                                          {"seeds/1_a.sql", "up seeds.1 a"},
                                          {"seeds/down/1_a.sql", "down seeds.1 a"},
                                          {"1_a.sql", "-"},
                                          {"other/1_a.sql", "-"},
                                          {"up/deep/1_a.sql", "-"}});
}

TEST(FolderEachLayout, ReadsAFolderForEachMigration) {
    expect_parts(folder_each_layout, {{"2024-01-31-120000_a/up.sql", "up 2024-01-31-120000 a"},
                                      {"1_a/down.sql", "down 1 a"},
                                      {"1_a/else.sql", "-"},
                                      {"a/up.sql", "-"},
                                      {"x/1_a/up.sql", "-"}});
}

TEST(IsMarker, AcceptsTheMarkerAloneOnItsLine) {
    for (const char* line : {"-- ROLLBACK_START", "--ROLLBACK_START", "  --   ROLLBACK_START  "})
        EXPECT_TRUE(is_marker(line, "ROLLBACK_START")) << line;
    for (const char* line :
         {"ROLLBACK_START", "-- ROLLBACK_START now", "-- rollback_start", "-- ROLLBACK_END", ""})
        EXPECT_FALSE(is_marker(line, "ROLLBACK_START")) << line;
}

}  // namespace
}  // namespace migration
