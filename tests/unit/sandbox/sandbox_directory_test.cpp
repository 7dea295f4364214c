#include "sandbox/sandbox_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/file.hpp"
#include "sandbox/lease_json.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;

class SandboxDirectoryTest : public testing::Test {
protected:
    SandboxDirectoryTest() { ::setenv("MIGRATIONS_SANDBOX_FOLDER", folder_.path().c_str(), 1); }
    ~SandboxDirectoryTest() override { ::unsetenv("MIGRATIONS_SANDBOX_FOLDER"); }

    // A directory as one of ours whose owner is long dead, with this text as its lease.
    fs::path left_behind(const std::string& lease) const {
        const auto path = folder_.path() / "migration-sandbox-abc123";
        fs::create_directory(path);
        fs::permissions(path, fs::perms::owner_all);
        std::ofstream(path / "lease") << lease;
        fs::permissions(path / "lease", fs::perms::owner_read | fs::perms::owner_write);
        make_old(path);
        return path;
    }
    static void make_old(const fs::path& path) {
        fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(1));
    }

    static std::string fit_lease() {
        Lease lease;
        lease.token = "0123456789ab";
        lease.helper = 42;
        return lease_to_text(lease);
    }

    TemporaryDirectory folder_{"migration-test-"};
};

TEST_F(SandboxDirectoryTest, IsFoundWithItsLeaseAndNotFreeAsLongAsItLives) {
    SandboxDirectory directory(Provider::local);
    directory.lease.place = "here";
    directory.write_lease();
    const FoundSandbox found(directory.path());
    EXPECT_FALSE(found.is_free());
    ASSERT_TRUE(found.lease());
    EXPECT_EQ(found.lease()->place, "here");
}

TEST_F(SandboxDirectoryTest, IsNeverWithoutALeaseWhileItIsWrittenAgain) {
    SandboxDirectory directory(Provider::local);
    directory.lease.place = std::string(500, 'x');
    directory.write_lease();
    std::atomic<bool> ends = false;
    std::thread writer([&] {
        for (int i = 0; !ends; ++i) {
            directory.lease.place = std::string(i % 2 == 0 ? 100 : 500, 'x');
            directory.write_lease();
        }
    });
    int empty = 0;
    for (int i = 0; i < 5000; ++i) empty += read_file(directory.path() / "lease").empty() ? 1 : 0;
    ends = true;
    writer.join();
    EXPECT_EQ(empty, 0);
    EXPECT_TRUE(FoundSandbox(directory.path()).lease());
}

TEST_F(SandboxDirectoryTest, IsFreeWhenItsOwnerIsDead) {
    const FoundSandbox found(left_behind(fit_lease()));
    EXPECT_TRUE(found.is_free());
    EXPECT_TRUE(found.lease());
}

TEST_F(SandboxDirectoryTest, IsLeftAloneWhenItIsYoungAndHasNoLease) {
    const auto path = left_behind("");
    EXPECT_TRUE(FoundSandbox(path).is_free());
    fs::last_write_time(path, fs::file_time_type::clock::now());
    EXPECT_FALSE(FoundSandbox(path).is_free());
}

TEST_F(SandboxDirectoryTest, IsNotBelievedWhereOthersMayWrite) {
    const auto path = left_behind(fit_lease());
    fs::permissions(path / "lease", fs::perms::others_write, fs::perm_options::add);
    EXPECT_FALSE(FoundSandbox(path).lease());
    fs::permissions(path / "lease", fs::perms::others_write, fs::perm_options::remove);
    EXPECT_TRUE(FoundSandbox(path).lease());
    fs::permissions(path, fs::perms::group_write, fs::perm_options::add);
    const FoundSandbox open(path);
    EXPECT_FALSE(open.lease());
    EXPECT_FALSE(open.is_free());
}

TEST_F(SandboxDirectoryTest, HasNoLeaseThatIsALinkAPipeOrTooLong) {
    const auto path = left_behind(fit_lease()), lease = path / "lease",
               other = folder_.path() / "other";
    fs::rename(lease, other);
    fs::create_symlink(other, lease);
    EXPECT_FALSE(FoundSandbox(path).lease());
    fs::remove(lease);
    ASSERT_EQ(::mkfifo(lease.c_str(), 0600), 0);
    EXPECT_FALSE(FoundSandbox(path).lease());
    fs::remove(lease);
    std::ofstream(lease) << fit_lease() << std::string(70000, ' ');
    EXPECT_FALSE(FoundSandbox(path).lease());
}

TEST_F(SandboxDirectoryTest, IsNotFoundThroughALinkOrUnderAnotherName) {
    const auto path = left_behind(fit_lease());
    const auto link = folder_.path() / "migration-sandbox-linked";
    fs::create_directory_symlink(path, link);
    fs::create_directory(folder_.path() / "migration-sandbox-a\nb12");
    EXPECT_FALSE(FoundSandbox(link).is_free());
    std::vector<fs::path> names;
    for (const auto& found : find_sandboxes())
        if (found.path().parent_path() == folder_.path()) names.push_back(found.path());
    EXPECT_EQ(names, std::vector{path});
}

}  // namespace
}  // namespace migration
