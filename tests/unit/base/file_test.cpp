#include "base/file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "support/errors.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

// True when a lock on the file could be taken right now.
bool lock_is_free(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    const bool is_free = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    ::close(descriptor);
    return is_free;
}

TEST(WriteFile, WritesWhatReadFileReadsAndMakesFolders) {
    const TemporaryDirectory folder("migration-test-");
    const auto path = folder.path() / "a/b/file.txt";
    const std::string content("one\r\ntwo\0three", 14);
    write_file(path, content);
    EXPECT_EQ(read_file(path), content);
}

TEST(WriteFile, LeavesAnIdenticalFileUntouched) {
    const TemporaryDirectory folder("migration-test-");
    const auto path = folder.path() / "file";
    write_file(path, "same");
    const auto old = fs::last_write_time(path) - std::chrono::hours(1);
    fs::last_write_time(path, old);
    write_file(path, "same");
    EXPECT_EQ(fs::last_write_time(path), old);
    write_file(path, "else");
    EXPECT_NE(fs::last_write_time(path), old);
    EXPECT_EQ(read_file(path), "else");
}

TEST(WriteFile, LeavesNoHalfFileBesideTheTarget) {
    const TemporaryDirectory folder("migration-test-");
    fs::create_directory(folder.path() / "taken");
    fs::create_directory(folder.path() / "taken/inside");
    const auto error = error_of([&] { write_file(folder.path() / "taken", "x"); });
    EXPECT_EQ(error->kind(), ErrorKind::usage);
    EXPECT_TRUE(std::string(error->what())
                    .starts_with((folder.path() / "taken").string() + ": cannot write: "));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
}

TEST(ReadFile, NamesTheFileThatCannotBeRead) {
    const TemporaryDirectory folder("migration-test-");
    const auto missing = folder.path() / "missing";
    expect_error(ErrorKind::usage, missing.string() + ": cannot read: No such file or directory",
                 [&] { read_file(missing); });
    expect_error(ErrorKind::usage, folder.path().string() + ": cannot read: Is a directory",
                 [&] { read_file(folder.path()); });
}

// What lies at the address 0 of our own memory cannot be read: a disk that fails says the same.
TEST(ReadFile, NeverTakesAnErrorForTheEnd) {
    expect_error(ErrorKind::usage, "/proc/self/mem: cannot read: Input/output error",
                 [] { read_file("/proc/self/mem"); });
}

TEST(ReadFile, ReadsWhatDoesNotSayHowLongItIs) {
    EXPECT_NE(read_file("/proc/self/status").find("migration-unit-"), std::string::npos);
    const TemporaryDirectory folder("migration-test-");
    const auto pipe = folder.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    const std::string text(200000, 'x');
    std::thread writer([&] { std::ofstream(pipe) << text; });
    EXPECT_EQ(read_file(pipe), text);
    writer.join();
}

TEST(ReadFile, GivesAnEmptyFileAsEmptyText) {
    const TemporaryDirectory folder("migration-test-");
    write_file(folder.path() / "empty", "");
    EXPECT_EQ(read_file(folder.path() / "empty"), "");
}

TEST(FileLock, KeepsOthersOutForAsLongAsItLives) {
    const TemporaryDirectory folder("migration-test-");
    const auto path = folder.path() / "new/lock";
    {
        const FileLock lock(path);
        EXPECT_FALSE(lock_is_free(path));
    }
    EXPECT_TRUE(fs::exists(path));
    EXPECT_TRUE(lock_is_free(path));
}

TEST(TemporaryDirectory, IsPrivateAndRemovedWithAllItHolds) {
    fs::path path;
    {
        const TemporaryDirectory folder("migration-test-");
        path = folder.path();
        write_file(path / "a/b", "x");
        EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    }
    EXPECT_FALSE(fs::exists(path));
}

TEST(OwnProgram, IsTheAbsolutePathOfThisTest) {
    EXPECT_TRUE(own_program().is_absolute());
    EXPECT_EQ(own_program().filename(), "migration-unit-tests");
}

TEST(WriteFile, LeavesLinksAndDevicesWhatTheyAre) {
    const TemporaryDirectory folder("write-");
    write_file(folder.path() / "target", "old");
    std::filesystem::create_symlink("target", folder.path() / "link");
    write_file(folder.path() / "link", "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path() / "link"));
    EXPECT_EQ(read_file(folder.path() / "target"), "new");
    std::filesystem::create_symlink("/dev/null", folder.path() / "null");
    write_file(folder.path() / "null", "lost");
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

}  // namespace
}  // namespace migration
