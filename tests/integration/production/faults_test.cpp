// Runs that are hit by a fault at a random moment: afterwards ledger and schema agree, the next run
// completes, nothing ran twice and nothing was lost. MIGRATIONS_TORTURE_FAULTS says how many (11),
// MIGRATIONS_TORTURE_SEED repeats them.

#include <gmock/gmock.h>
#include <poll.h>

#include <csignal>
#include <random>

#include "base/text.hpp"
#include "support/child.hpp"
#include "support/own_server.hpp"
#include "support/production_set.hpp"
#include "support/server.hpp"
#include "support/tcp_proxy.hpp"
#include "support/torture.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int settle_seconds = 30;

enum class Fault {
    kill,
    terminate,
    interrupt,
    hang_up,
    end_backend,
    crash_server,
    shut_down,
    restart,
    drop,
    half_close,
    delay
};
constexpr std::array fault_names{"kill -9",
                                 "SIGTERM",
                                 "SIGINT",
                                 "SIGHUP",
                                 "pg_terminate_backend",
                                 "server crash",
                                 "immediate shutdown",
                                 "server restart",
                                 "dropped line",
                                 "half-closed line",
                                 "delayed line"};

// How a run may end that this struck: 0 where it was done before, or where it went on.
std::vector<int> possible_ends(Fault fault) {
    switch (fault) {
        case Fault::kill:
            return {0, 128 + SIGKILL};
        case Fault::terminate:
            return {0, 128 + SIGTERM};
        case Fault::interrupt:
            return {0, 128 + SIGINT};
        case Fault::hang_up:  // or it was ignored when the test was started
            return {0, 128 + SIGHUP};
        case Fault::delay:
            return {0};
        default:
            return {0, Error(ErrorKind::unreachable, "").exit_code()};
    }
}

LineFault line_fault(Fault fault) {
    if (fault == Fault::drop) return LineFault::drop;
    if (fault == Fault::half_close) return LineFault::half_close;
    return fault == Fault::delay ? LineFault::delay : LineFault::none;
}

class FaultsTest : public ServerTest {
protected:
    // The server may be recovering from a crash.
    Session connect(const std::string& database) const {
        for (int tries = 0;; ++tries) {
            try {
                return Session(server_->settings().with("dbname", database));
            } catch (const Error&) {
                if (tries > 300) throw;
                ::poll(nullptr, 0, 100);
            }
        }
    }

    std::string url(const std::string& database, bool through_proxy) const {
        const auto& settings = server_->settings();
        const std::string rest =
            " user=" + settings.parameter("user").value() + " dbname=" + database;
        if (through_proxy) return "host=127.0.0.1 port=" + std::to_string(proxy_->port()) + rest;
        return "host=" + settings.parameter("host").value() +
               " port=" + settings.parameter("port").value() + rest;
    }

    std::unique_ptr<Child> start(const std::string& database, bool through_proxy,
                                 const std::string& command = "up") {
        return std::make_unique<Child>(
            MIGRATION_TOOL, set_->command(command),
            std::map<std::string, std::string>{{"DATABASE_URL", url(database, through_proxy)}},
            set_->folder() / "out");
    }

    static std::vector<int> backends(Session& session) {
        std::vector<int> pids;
        const Rows rows = session.rows(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            "pg_backend_pid() "
            "AND backend_type = 'client backend'");
        for (int i = 0; i < rows.size(); ++i) pids.push_back(static_cast<int>(rows.number(i, 0)));
        return pids;
    }

    // A server's end that is left alone goes on until it notices.
    void settle(const std::string& database) const {
        Session session = connect(database);
        const auto deadline = Clock::now() + std::chrono::seconds(settle_seconds);
        while (!backends(session).empty() && Clock::now() < deadline) ::poll(nullptr, 0, 20);
        EXPECT_TRUE(backends(session).empty()) << "a server process outlives its runner";
    }

    // The server ends all sessions once it has noticed.
    static void wait_for_end(Session& session) {
        try {
            for (int looks = 0; looks < 200; ++looks) {
                session.rows("SELECT 1");
                ::poll(nullptr, 0, 50);
            }
        } catch (const Error&) {
            return;
        }
        FAIL() << "the server did not notice that a process of it was killed";
    }

    void strike(Fault fault, Child& runner, const std::string& database) {
        switch (fault) {
            case Fault::kill:
                return runner.kill(SIGKILL);
            case Fault::terminate:
                return runner.kill(SIGTERM);
            case Fault::interrupt:
                return runner.kill(SIGINT);
            case Fault::hang_up:
                return runner.kill(SIGHUP);
            case Fault::end_backend:
            case Fault::crash_server: {
                Session session = connect(database);
                const auto pids = backends(session);
                for (const int pid : pids) {
                    if (fault == Fault::end_backend)
                        session.rows("SELECT pg_terminate_backend($1)", {std::to_string(pid)});
                    else
                        ::kill(pid, SIGKILL);
                }
                if (fault == Fault::crash_server && !pids.empty()) wait_for_end(session);
                return;
            }
            case Fault::shut_down:
            case Fault::restart:
                server_->stop(fault == Fault::restart ? SIGINT : SIGQUIT);
                return server_->start();
            default:
                return;  // the line does it
        }
    }

    void SetUp() override {
        ServerTest::SetUp();
        if (IsSkipped()) return;
        set_.emplace();
        server_.emplace();
        const auto& settings = server_->settings();
        proxy_.emplace(std::filesystem::path(settings.parameter("host").value()) /
                       (".s.PGSQL." + settings.parameter("port").value()));
    }

    // How long a run takes that nothing disturbs.
    milliseconds whole_run() {
        connect("postgres").command("CREATE DATABASE undisturbed");
        const auto start_time = Clock::now();
        auto runner = start("undisturbed", true);
        EXPECT_EQ(runner->exit_code(), 0) << runner->output();
        const auto time = std::chrono::duration_cast<milliseconds>(Clock::now() - start_time);
        connect("postgres").command("DROP DATABASE undisturbed WITH (FORCE)");
        return time;
    }

    std::optional<ProductionSet> set_;
    std::optional<OwnServer> server_;
    std::optional<TcpProxy> proxy_;
};

TEST_F(FaultsTest, LeaveNothingUndoneAndNothingDoneTwice) {
    const int count = number_from("MIGRATIONS_TORTURE_FAULTS", 11);
    const int seed =
        number_from("MIGRATIONS_TORTURE_SEED", static_cast<int>(std::random_device()() >> 1U));
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto length = whole_run();
    std::map<std::string, std::map<int, int>> ends;
    for (int i = 0; i < count && !HasFailure(); ++i) {
        const auto fault = static_cast<Fault>(static_cast<std::size_t>(i) % fault_names.size());
        const std::string name = fault_names[static_cast<std::size_t>(fault)];
        const auto moment =
            std::uniform_int_distribution<long long>(0, length.count() * 11 / 10)(random);
        const bool on_line = line_fault(fault) != LineFault::none;
        const auto bytes = std::uniform_int_distribution<long long>(1, 60000)(random);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", fault " + std::to_string(i) + ": " + name +
                     " after " + std::to_string(on_line ? bytes : moment) +
                     (on_line ? " bytes" : " ms"));
        const std::string database = "fault_" + std::to_string(i);
        connect("postgres").command("CREATE DATABASE " + database);
        if (on_line) proxy_->plan(line_fault(fault), bytes);
        auto runner = start(database, on_line);
        if (!on_line) {
            ::poll(nullptr, 0, static_cast<int>(moment));
            strike(fault, *runner, database);
        }
        const int code = runner->exit_code();
        ++ends[name][code];
        const std::string said = runner->output();
        EXPECT_THAT(possible_ends(fault), testing::Contains(code)) << said;
        proxy_->plan(LineFault::none, 0);
        settle(database);
        {
            Session session = connect(database);
            EXPECT_EQ(join(ProductionSet::disagreements(session), "; "), "") << said;
        }
        auto next = start(database, false);
        EXPECT_EQ(next->exit_code(), 0) << said << "\nthen:\n" << next->output();
        {
            Session session = connect(database);
            EXPECT_EQ(join(ProductionSet::faults_when_complete(session), "; "), "")
                << said << "\nthen:\n"
                << next->output();
        }
        if (i % 9 == 0) {
            auto verify = start(database, false, "verify");
            EXPECT_EQ(verify->exit_code(), 0) << verify->output();
        }
        connect("postgres").command("DROP DATABASE " + database + " WITH (FORCE)");
    }
    std::printf("seed %d, %d faults in runs of %lld ms; exit codes:\n", seed, count,
                static_cast<long long>(length.count()));
    for (const auto& [name, codes] : ends) {
        std::printf("  %-22s", name.c_str());
        for (const auto& [code, times] : codes) std::printf("  %d: %d", code, times);
        std::printf("\n");
    }
}

}  // namespace
}  // namespace migration
