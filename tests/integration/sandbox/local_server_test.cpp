#include "sandbox/sandbox.hpp"

#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/file.hpp"
#include "sandbox/lease_json.hpp"
#include "sandbox/leftovers.hpp"
#include "sandbox/user_folders.hpp"
#include "support/errors.hpp"
#include "support/local_request.hpp"
#include "support/owner.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class LocalServerTest : public ServerTest {};

// The server's process, as its pid file says.
pid_t server_pid(const std::string& directory) {
    std::ifstream file(fs::path(directory) / "data/postmaster.pid");
    pid_t pid = 0;
    file >> pid;
    return pid;
}

bool runs(pid_t pid) {
    return ::kill(pid, 0) == 0 || errno == EPERM;
}

// Read by hand: root would not believe it, as its servers run as another user.
Lease lease_of(const Sandbox& sandbox) {
    return lease_from_text(read_file(fs::path(sandbox.place()) / "lease")).value();
}

// Both the process and the directory are gone within the time.
bool is_gone(pid_t pid, const std::string& directory, std::chrono::seconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (runs(pid) || fs::exists(directory)) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

TEST_F(LocalServerTest, ListensOnAPrivateSocketOnly) {
    Session session(server()->settings());
    EXPECT_EQ(session.rows("SHOW listen_addresses").text(0, 0), "");
    EXPECT_EQ(session.rows("SHOW unix_socket_directories").text(0, 0), server()->place());
    EXPECT_EQ(fs::status(server()->place()).permissions(), fs::perms::owner_all);
    EXPECT_TRUE(session.rows("SELECT inet_server_addr() IS NULL").is_true(0, 0));
}

TEST_F(LocalServerTest, IsOfTheVersionThatItSays) {
    Session session(server()->settings());
    EXPECT_EQ(session.server_version_text(), server()->version());
    EXPECT_EQ(session.server_major(), server()->major());
    EXPECT_EQ(session.rows("SELECT current_user || ' ' || current_database()").text(0, 0),
              "postgres postgres");
}

// Root's server runs as a user who can read its environment.
TEST_F(LocalServerTest, GetsNoSecretsInItsEnvironment) {
    constexpr const char* secret = "hidden-7c1f";
    for (const char* name : {"PGPASSWORD", "DATABASE_URL", "SOME_TOKEN"}) ::setenv(name, secret, 1);
    const Sandbox sandbox(find_local_request().value());
    for (const char* name : {"PGPASSWORD", "DATABASE_URL", "SOME_TOKEN"}) ::unsetenv(name);
    const std::string environment =
        read_file("/proc/" + std::to_string(server_pid(sandbox.place())) + "/environ");
    EXPECT_THAT(environment, testing::HasSubstr("PATH="));
    EXPECT_THAT(environment, testing::Not(testing::HasSubstr(secret)));
}

TEST_F(LocalServerTest, StopsAndLeavesNothingWhenTheObjectGoes) {
    auto cluster = std::make_unique<Sandbox>(find_local_request().value());
    const std::string directory = cluster->place();
    const pid_t pid = server_pid(directory);
    ASSERT_GT(pid, 0);
    EXPECT_TRUE(runs(pid));
    cluster.reset();
    EXPECT_TRUE(is_gone(pid, directory, 10s));
}

TEST_F(LocalServerTest, StopsWithASessionStillOpen) {
    auto cluster = std::make_unique<Sandbox>(find_local_request().value());
    const std::string directory = cluster->place();
    const pid_t pid = server_pid(directory);
    Session session(cluster->settings());
    session.run("BEGIN; CREATE TABLE t ()");
    cluster.reset();
    EXPECT_TRUE(is_gone(pid, directory, 10s));
    EXPECT_EQ(error_of([&] { session.run("SELECT 1"); })->kind(), ErrorKind::unreachable);
}

// A file system in memory that is too small for what is asked of it.
class SmallDisk {
public:
    explicit SmallDisk(const char* megabytes) : folder_("small-disk-") {
        const std::string options = std::string("mode=1777,size=") + megabytes + "m";
        is_mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options.c_str()) == 0;
        ::setenv("MIGRATIONS_SANDBOX_FOLDER", folder_.path().c_str(), 1);
    }
    ~SmallDisk() {
        ::unsetenv("MIGRATIONS_SANDBOX_FOLDER");
        if (is_mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    bool is_mounted() const { return is_mounted_; }
    bool is_empty() const { return fs::is_empty(folder_.path()); }

private:
    TemporaryDirectory folder_;
    bool is_mounted_ = false;
};

TEST_F(LocalServerTest, SaysThatTheDiskIsFullAndLeavesNothing) {
    const SmallDisk disk("8");
    if (!disk.is_mounted()) GTEST_SKIP() << "only root can mount a small disk";
    const auto error = error_of([] { const Sandbox sandbox(find_local_request().value()); });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), testing::HasSubstr("No space left on device"));
    EXPECT_TRUE(disk.is_empty());
}

TEST_F(LocalServerTest, AFullDiskLaterIsTheScriptsErrorAndLeavesNothing) {
    const SmallDisk disk("60");
    if (!disk.is_mounted()) GTEST_SKIP() << "only root can mount a small disk";
    {
        const Sandbox sandbox(find_local_request().value());
        Session session(sandbox.settings());
        const auto error = error_of([&] {
            session.run(
                "CREATE TABLE t AS SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
        });
        ASSERT_TRUE(error);
        EXPECT_THAT(error->what(), testing::HasSubstr("could not extend file"));
    }
    EXPECT_TRUE(disk.is_empty());
}

TEST_F(LocalServerTest, StillHasItsLogWhenItHasEnded) {
    Sandbox sandbox(find_local_request().value());
    const pid_t pid = server_pid(sandbox.place());
    ::kill(pid, SIGQUIT);
    for (int i = 0; i < 500 && fs::exists(fs::path(sandbox.place()) / "data/postmaster.pid"); ++i)
        std::this_thread::sleep_for(10ms);
    EXPECT_THAT(sandbox.log_tail(), testing::HasSubstr("received immediate shutdown request"));
}

TEST_F(LocalServerTest, GoesWithAHelperThatIsKilledAndIsSwept) {
    Sandbox sandbox(find_local_request().value());
    const pid_t pid = server_pid(sandbox.place());
    ::kill(lease_of(sandbox).helper, SIGKILL);
    for (int i = 0; i < 500 && runs(pid); ++i) std::this_thread::sleep_for(10ms);
    EXPECT_FALSE(runs(pid));
    // Another test's sweep may be at it, too.
    for (int i = 0; i < 200 && fs::exists(sandbox.place()); ++i) {
        sweep_abandoned();
        std::this_thread::sleep_for(50ms);
    }
    EXPECT_FALSE(fs::exists(sandbox.place()));
}

TEST_F(LocalServerTest, ALivingServerIsNeverSwept) {
    const Sandbox sandbox(find_local_request().value());
    const auto look = [&sandbox] {
        for (const auto& found : find_sandboxes())
            if (found.path() == sandbox.place() && remove_leftover(found) == Removal::in_use)
                return std::string("in use");
        return std::string("not found");
    };
    EXPECT_EQ(as_server_user(look).value_or(::geteuid() == 0 ? "no user" : look()), "in use");
    sweep_abandoned();
    EXPECT_EQ(Session(sandbox.settings()).rows("SELECT 1").text(0, 0), "1");
}

TEST_F(LocalServerTest, RunsBesideAnother) {
    const Sandbox other(find_local_request().value());
    EXPECT_NE(other.place(), server()->place());
    Session here(server()->settings());
    Session there(other.settings());
    there.run("CREATE TABLE only_there ()");
    EXPECT_TRUE(here.rows("SELECT to_regclass('only_there') IS NULL").is_true(0, 0));
}

// Each row: the signal that ends the owner.
TEST_F(LocalServerTest, LeavesNothingWhenItsOwnerIsKilled) {
    const ClusterOwner owner = start_cluster_owner();
    const pid_t pid = server_pid(owner.directory);
    EXPECT_TRUE(fs::exists(owner.directory));
    EXPECT_TRUE(pid > 0 && runs(pid));
    ::kill(owner.pid, SIGKILL);
    ::waitpid(owner.pid, nullptr, 0);
    EXPECT_TRUE(is_gone(pid, owner.directory, 10s));
}

TEST_F(LocalServerTest, OutlivesASignalToTheOwnersProcessGroup) {
    const ClusterOwner owner = start_cluster_owner();
    EXPECT_NE(::getpgid(server_pid(owner.directory)), ::getpgid(owner.pid));
    EXPECT_NE(::getsid(server_pid(owner.directory)), ::getsid(owner.pid));
    ::kill(owner.pid, SIGKILL);
    ::waitpid(owner.pid, nullptr, 0);
}

}  // namespace
}  // namespace migration
