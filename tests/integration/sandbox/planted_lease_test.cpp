// Leases that somebody else wrote. Root's own clusters belong to the user that its servers run as,
// so that user may write whatever it likes where root looks: root must not do what such a lease
// says.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>

#include "base/file.hpp"
#include "sandbox/lease_json.hpp"
#include "support/child.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto limit = 30s;
// A sweep that removed one directory may still be at the next.
constexpr int sweep_pause = 1000;

// A directory as a server's, of that user, and so old that its owner cannot be just making it.
class Planted {
public:
    explicit Planted(const std::string& user) {
        std::string name = "/tmp/migration-sandbox-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error(name);
        path_ = name;
        const passwd* entry = ::getpwnam(user.c_str());
        owner_ = entry->pw_uid;
        group_ = entry->pw_gid;
    }
    ~Planted() {
        if (lock_ >= 0) ::close(lock_);
        fs::remove_all(path_);
    }
    Planted(const Planted&) = delete;
    Planted& operator=(const Planted&) = delete;

    fs::path lease() const { return path_ / "lease"; }
    fs::path path() const { return path_; }
    bool is_there() const { return fs::exists(path_); }

    void write(const std::string& text) const {
        const int file = ::open(lease().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        EXPECT_EQ(::write(file, text.data(), text.size()), static_cast<ssize_t>(text.size()));
        ::close(file);
    }
    // As a helper that lives does.
    void hold() {
        lock_ = ::open(lease().c_str(), O_RDWR | O_CLOEXEC);
        EXPECT_EQ(::flock(lock_, LOCK_EX | LOCK_NB), 0);
    }
    // What is written belongs to the user then.
    void finish(mode_t mode = 0700) const {
        EXPECT_EQ(::lchown(lease().c_str(), owner_, group_), 0);
        EXPECT_EQ(::chown(path_.c_str(), owner_, group_), 0);
        EXPECT_EQ(::chmod(path_.c_str(), mode), 0);
        fs::last_write_time(path_, fs::file_time_type::clock::now() - 1h);
    }

private:
    fs::path path_;
    uid_t owner_ = 0;
    gid_t group_ = 0;
    int lock_ = -1;
};

Lease lease_of(Provider provider) {
    Lease lease;
    lease.provider = provider;
    lease.token = "0123456789ab";
    lease.place = "planted";
    lease.connect_command = "planted";
    lease.started = "2026-01-31T12:00:00Z";
    lease.helper = 4194304;  // no process has it
    lease.pid_namespace = own_pid_namespace();
    lease.ready = true;
    return lease;
}

// A port on which whoever comes waits.
class Listener {
public:
    Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const general = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, general, size) != 0 || ::listen(socket_, 5) != 0 ||
            ::getsockname(socket_, general, &size) != 0)
            throw std::runtime_error("no port to listen on");
        port_ = ntohs(address.sin_port);
    }
    ~Listener() { ::close(socket_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    std::string port() const { return std::to_string(port_); }
    bool was_called() const { return ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC) >= 0; }

private:
    int socket_;
    int port_ = 0;
};

// A process of root's, whose id a lease may name.
class Sleeper {
public:
    Sleeper() : id_(::fork()) {
        if (id_ == 0) {
            ::execlp("sleep", "sleep", "300", nullptr);
            ::_exit(1);
        }
    }
    ~Sleeper() {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;

    pid_t id() const { return id_; }
    bool lives() const { return ::waitpid(id_, nullptr, WNOHANG) == 0; }

private:
    pid_t id_;
};

class PlantedLeaseTest : public ServerTest, public testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        ServerTest::SetUp();
        if (IsSkipped()) return;
        if (::geteuid() != 0) GTEST_SKIP() << "only root can plant what is another user's";
        if (::getpwnam(GetParam()) == nullptr) GTEST_SKIP() << "no user " << GetParam();
        folder_.emplace("planted-");
        fs::permissions(folder_->path(), fs::perms::all);
        fs::create_directory(folder_->path() / "calls");
        fs::permissions(folder_->path() / "calls", fs::perms::all);
        write_file(folder_->path() / "docker", "#!/bin/sh\n{ id -u; env; } > " +
                                                   (folder_->path() / "calls").string() +
                                                   "/$$\nexit 1\n");
        fs::permissions(folder_->path() / "docker", fs::perms::all);
    }

    // Runs it to its end, which must come soon. `docker` leaves a file for each call then.
    void tool(const std::vector<std::string>& arguments) {
        const std::string path = folder_->path().string() + ":" + std::getenv("PATH");
        Child child(MIGRATION_TOOL, arguments,
                    {{"PATH", path},
                     {"PGCONNECT_TIMEOUT", "2"},
                     {"MIGRATIONS_SERVER", "local"},
                     {"XDG_STATE_HOME", (folder_->path() / "state").string()}},
                    folder_->path() / "out");
        const auto deadline = Clock::now() + limit;
        while (child.running() && Clock::now() < deadline) ::poll(nullptr, 0, 20);
        ASSERT_FALSE(child.running()) << "it hangs";
        output_ = child.output();
    }

    // Each way by which root comes to look at them.
    void look_at_all() {
        tool({"sandbox", "list"});
        tool({"sandbox", "sweep"});
        tool({"sandbox", "run", "--", "true"});
        ::poll(nullptr, 0, sweep_pause);  // the helper sweeps beside itself
    }

    bool engine_was_called() const { return !fs::is_empty(folder_->path() / "calls"); }

    std::optional<TemporaryDirectory> folder_;
    std::string output_;
};

TEST_P(PlantedLeaseTest, GivesNoEngineAnEnvironment) {
    const Planted planted(GetParam());
    Lease lease = lease_of(Provider::docker);
    lease.where = {{"LD_PRELOAD", "/tmp/planted.so"}, {"PATH", "/tmp/planted"}};
    planted.write(lease_to_text(lease));
    planted.finish();
    const Planted harmless(GetParam());
    lease.where = {{"DOCKER_HOST", "tcp://127.0.0.1:1"}};
    harmless.write(lease_to_text(lease));
    harmless.finish();
    look_at_all();
    EXPECT_FALSE(engine_was_called());
}

TEST_P(PlantedLeaseTest, LeadsNobodyToAServer) {
    const Listener listener;
    const Planted planted(GetParam());
    Lease lease = lease_of(Provider::external);
    lease.where = {
        {"host", "127.0.0.1"}, {"port", listener.port()}, {"user", "root"}, {"dbname", "x"}};
    planted.write(lease_to_text(lease));
    planted.finish();
    look_at_all();
    EXPECT_FALSE(listener.was_called());
}

TEST_P(PlantedLeaseTest, EndsNoProcessOfRoots) {
    const Sleeper sleeper;
    Planted planted(GetParam());
    Lease lease = lease_of(Provider::local);
    lease.kept = true;
    lease.helper = sleeper.id();
    planted.write(lease_to_text(lease));
    planted.hold();
    planted.finish();
    look_at_all();
    EXPECT_TRUE(sleeper.lives());
}

TEST_P(PlantedLeaseTest, ThatIsNoFileKeepsNobodyWaiting) {
    const Planted link(GetParam()), pipe(GetParam());
    write_file(folder_->path() / "secret", lease_to_text(lease_of(Provider::local)));
    ASSERT_EQ(::symlink((folder_->path() / "secret").c_str(), link.lease().c_str()), 0);
    ASSERT_EQ(::mkfifo(pipe.lease().c_str(), 0600), 0);
    link.finish();
    pipe.finish();
    look_at_all();
    EXPECT_TRUE(fs::exists(folder_->path() / "secret"));
}

TEST_P(PlantedLeaseTest, IsNotBelievedInAFolderOfRootsThatOthersMayWrite) {
    const Planted open("root"), foreign("root");
    Lease lease = lease_of(Provider::docker);
    open.write(lease_to_text(lease));
    open.finish(0777);
    foreign.write(lease_to_text(lease));
    foreign.finish();
    const passwd* user = ::getpwnam(GetParam());
    ASSERT_EQ(::chown(foreign.lease().c_str(), user->pw_uid, user->pw_gid), 0);
    const Planted unfit("root");
    lease.where = {{"LD_PRELOAD", "/tmp/planted.so"}};
    unfit.write(lease_to_text(lease));
    unfit.finish();
    look_at_all();
    EXPECT_FALSE(engine_was_called());
}

// What the tests above rely on: a sweep does look there.
TEST_P(PlantedLeaseTest, DoesNotKeepASweepFromWhatWasLeft) {
    const Planted own("root");
    own.write(lease_to_text(lease_of(Provider::local)));
    own.finish();
    const Planted of_servers(::getpwnam("postgres") != nullptr ? "postgres" : "nobody");
    of_servers.write(lease_to_text(lease_of(Provider::local)));
    of_servers.finish();
    tool({"sandbox", "list"});
    // Another run on this machine may have swept meanwhile.
    if (own.is_there() || of_servers.is_there()) {
        EXPECT_NE(output_.find("abandoned  local     planted"), std::string::npos) << output_;
    }
    tool({"sandbox", "run", "--", "true"});
    const auto deadline = Clock::now() + limit;
    while ((own.is_there() || of_servers.is_there()) && Clock::now() < deadline)
        ::poll(nullptr, 0, 20);
    EXPECT_FALSE(own.is_there());
    EXPECT_FALSE(of_servers.is_there());
}

INSTANTIATE_TEST_SUITE_P(Users, PlantedLeaseTest, testing::Values("postgres", "nobody"));

}  // namespace
}  // namespace migration
