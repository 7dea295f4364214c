#include "commands/build_files.hpp"

#include <gtest/gtest.h>

#include "support/sets.hpp"

namespace migration {
namespace {

TEST(EscapeForDepfile, EscapesWhatMakeAndNinjaReadOtherwise) {
    struct Case {
        const char* path;
        const char* escaped;
    };
    for (const auto& [path, escaped] : {Case{"/a/b.sql", "/a/b.sql"}, Case{"/a b/c d.sql", "/a\\ b/c\\ d.sql"},
                                        Case{"/a#b", "/a\\#b"}, Case{"/a$b", "/a$$b"}, Case{"/größe", "/größe"}})
        EXPECT_EQ(escape_for_depfile(path), escaped);
}

TEST(BuildFiles, NameEveryInputBehindTheStamp) {
    const SetFolder folder({{"1_a b.up.sql", "SELECT 1;"}, {"1_a b.down.sql", "SELECT 1;"}});
    const auto path = [&](const char* file) { return folder.path(file).string(); };
    const BuildFiles files{path("_out/stamp"), path("_out/depfile")};
    files.write(folder.read());
    EXPECT_EQ(read_file(files.depfile), path("_out/stamp") + ": \\\n  " + folder.options.directory.string() + " \\\n  " +
                                            path("1_a\\ b.down.sql") + " \\\n  " + path("1_a\\ b.up.sql") + "\n");
    EXPECT_TRUE(std::filesystem::exists(files.stamp));
}

TEST(BuildFiles, MakeTheStampNewEachTime) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 1;"}, {"1_a.down.sql", "SELECT 1;"}});
    const BuildFiles files{folder.path("_stamp").string(), ""};
    files.write(folder.read());
    const auto old = std::filesystem::last_write_time(files.stamp) - std::chrono::hours(1);
    std::filesystem::last_write_time(files.stamp, old);
    files.write(folder.read());
    EXPECT_GT(std::filesystem::last_write_time(files.stamp), old);
}

TEST(BuildFiles, AreNotWrittenUnlessAskedFor) {
    const SetFolder folder(Files{{"1_a.up.sql", "SELECT 1;"}});
    BuildFiles{}.write(folder.read());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.options.directory), {}), 1);
}

}  // namespace
}  // namespace migration
