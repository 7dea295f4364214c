#include "commands/build_files.hpp"

#include <gtest/gtest.h>

#include "support/sets.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

TEST(EscapeForDepfile, EscapesSpaces) {
    EXPECT_EQ(escape_for_depfile("/a b/c  d.sql"), "/a\\ b/c\\ \\ d.sql");
    EXPECT_EQ(escape_for_depfile("/größe/a-1_b.sql"), "/größe/a-1_b.sql");
}

TEST(FitsInDepfile, RefusesWhatMakeAndNinjaReadDifferently) {
    for (const char* path : {"/a/B_1-2.sql", "/a b", "/größe", "/a+b,c@d"})
        EXPECT_TRUE(fits_in_depfile(path)) << path;
    for (const char* path :
         {"/a#b", "/a$b", "/a\\b", "/a:b", "/a%b", "/a'b", "/a\"b", "/a;b", "/a(b)", "/a\nb"})
        EXPECT_FALSE(fits_in_depfile(path)) << path;
}

TEST(BuildFiles, NameEveryInputBehindTheStamp) {
    const SetFolder folder({{"1_a b.up.sql", "SELECT 1;"}, {"1_a b.down.sql", "SELECT 1;"}});
    const auto path = [&](const char* file) { return folder.path(file).string(); };
    const BuildFiles files{path("_out/stamp"), path("_out/depfile")};
    files.write(folder.read());
    EXPECT_EQ(read_file(files.depfile),
              path("_out/stamp") + ": \\\n  " + folder.options.directory.string() + " \\\n  " +
                  path("1_a\\ b.down.sql") + " \\\n  " + path("1_a\\ b.up.sql") + "\n");
    EXPECT_TRUE(fs::exists(files.stamp));
}

TEST(BuildFiles, PutAFileThatNeverExistsInPlaceOfANameThatDoesNotFit) {
    const SetFolder folder({{"1_a#b.up.sql", "SELECT 1;"}, {"1_a#b.down.sql", "SELECT 1;"}});
    const BuildFiles files{"/out/my stamp", ""};
    EXPECT_EQ(files.dependencies(folder.read()), "/out/my\\ stamp: \\\n  " +
                                                     folder.options.directory.string() +
                                                     " \\\n  /out/my\\ stamp.always\n");
}

// A stamp that was made an hour before its inputs.
fs::file_time_type write_old_stamp(const SetFolder& folder, const BuildFiles& files) {
    files.write(folder.read());
    const auto old = fs::last_write_time(files.stamp) - std::chrono::hours(1);
    fs::last_write_time(files.stamp, old);
    return old;
}

TEST(BuildFiles, MakeTheStampNewEachTimeTheyAreWritten) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 1;"}, {"1_a.down.sql", "SELECT 1;"}});
    const BuildFiles files{folder.path("_stamp").string(), ""};
    const auto old = write_old_stamp(folder, files);
    files.write(folder.read());
    EXPECT_GT(fs::last_write_time(files.stamp), old);
}

TEST(BuildFiles, RenewTheStampOnlyForANewerInput) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 1;"}, {"1_a.down.sql", "SELECT 1;"}});
    const TemporaryDirectory out("migration-test-");
    const BuildFiles files{(out.path() / "stamp").string(), ""};
    const auto old = write_old_stamp(folder, files);
    files.renew(folder.read());
    const auto renewed = fs::last_write_time(files.stamp);
    EXPECT_GT(renewed, old);
    files.renew(folder.read());
    EXPECT_EQ(fs::last_write_time(files.stamp), renewed);
}

TEST(BuildFiles, AreNotWrittenUnlessAskedFor) {
    const SetFolder folder(Files{{"1_a.up.sql", "SELECT 1;"}});
    BuildFiles{}.write(folder.read());
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.options.directory), {}), 1);
}

}  // namespace
}  // namespace migration
