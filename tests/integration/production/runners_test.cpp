// Many runners at once, straight and through PgBouncer: each migration is applied once, and whoever
// was not needed says so. MIGRATIONS_TORTURE_RUNNERS (12) run at once, MIGRATIONS_TORTURE_ROUNDS
// (2) times; MIGRATIONS_TORTURE_TAKEOVERS (2) are killed.

#include <gtest/gtest.h>
#include <poll.h>

#include <csignal>
#include <random>

#include "base/text.hpp"
#include "support/child.hpp"
#include "support/pgbouncer.hpp"
#include "support/production_set.hpp"
#include "support/server.hpp"
#include "support/torture.hpp"

namespace migration {
namespace {

struct Way {
    std::string name;
    std::string pool_mode;  // empty: straight
};

void PrintTo(const Way& way, std::ostream* stream) {
    *stream << way.name;
}

class RunnersTest : public testing::TestWithParam<Way> {
protected:
    void SetUp() override {
        if (server() == nullptr) GTEST_SKIP() << "no PostgreSQL server programs on this machine";
        if (GetParam().pool_mode.empty()) return;
        if (!PgBouncer::is_there()) GTEST_SKIP() << "no PgBouncer: ci/servers fetches it";
        pooler_.emplace(GetParam().pool_mode);
    }

    std::string url(const std::string& database) const {
        const auto settings = server()->settings();
        const std::string rest =
            " user=" + settings.parameter("user").value() + " dbname=" + database;
        if (pooler_) return "host=127.0.0.1 port=" + std::to_string(pooler_->port()) + rest;
        return "host=" + settings.parameter("host").value() +
               " port=" + settings.parameter("port").value() + rest;
    }

    ProductionSet set_;
    std::optional<PgBouncer> pooler_;
};

TEST_P(RunnersTest, ApplyEachMigrationOnce) {
    const int count = number_from("MIGRATIONS_TORTURE_RUNNERS", 12);
    const int rounds = number_from("MIGRATIONS_TORTURE_ROUNDS", 1);
    std::map<int, int> ends;
    for (int round = 0; round < rounds; ++round) {
        const std::string database = GetParam().name + "_" + std::to_string(round);
        Session(server()->settings()).command("CREATE DATABASE " + database);
        std::vector<std::unique_ptr<Child>> runners;
        for (int i = 0; i < count; ++i)
            runners.push_back(std::make_unique<Child>(
                MIGRATION_TOOL, set_.command("up"),
                std::map<std::string, std::string>{{"DATABASE_URL", url(database)}},
                set_.folder() / ("out" + std::to_string(i))));
        bool one = false;
        for (auto& runner : runners) {
            const int code = runner->exit_code();
            ++ends[code];
            one = one || code == 0;
            EXPECT_TRUE(code == 0 || code == 6) << code << ": " << runner->output();
        }
        EXPECT_TRUE(one);
        {
            Session session(server()->settings().with("dbname", database));
            EXPECT_EQ(join(ProductionSet::faults_when_complete(session), "; "), "");
        }
        Session(server()->settings()).command("DROP DATABASE " + database + " WITH (FORCE)");
    }
    std::string text;
    for (const auto& [code, times] : ends)
        text += " " + std::to_string(times) + " with " + std::to_string(code);
    std::printf("%s: %d rounds of %d runners ended:%s\n", GetParam().name.c_str(), rounds, count,
                text.c_str());
}

// Behind a pooler a dead runner's server process may live on for a while, and its lease for half a
// minute.
TEST_P(RunnersTest, TakeOverFromOneThatWasKilled) {
    const int count = number_from("MIGRATIONS_TORTURE_TAKEOVERS", 1);
    const int seed =
        number_from("MIGRATIONS_TORTURE_SEED", static_cast<int>(std::random_device()() >> 1U));
    std::mt19937 random(static_cast<unsigned>(seed));
    std::map<int, int> ends;
    for (int i = 0; i < count && !HasFailure(); ++i) {
        const auto moment = std::uniform_int_distribution<int>(20, 600)(random);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", kill " + std::to_string(i) + " after " +
                     std::to_string(moment) + " ms");
        const std::string database = GetParam().name + "_killed_" + std::to_string(i);
        Session(server()->settings()).command("CREATE DATABASE " + database);
        const auto start = [&] {
            return std::make_unique<Child>(
                MIGRATION_TOOL, set_.command("up", {"--lock-wait", "60"}),
                std::map<std::string, std::string>{{"DATABASE_URL", url(database)}},
                set_.folder() / "out");
        };
        auto killed = start();
        ::poll(nullptr, 0, moment);
        killed->kill(SIGKILL);
        ++ends[killed->exit_code()];
        auto next = start();
        EXPECT_EQ(next->exit_code(), 0) << next->output();
        {
            Session session(server()->settings().with("dbname", database));
            EXPECT_EQ(join(ProductionSet::faults_when_complete(session), "; "), "")
                << next->output();
        }
        Session(server()->settings()).command("DROP DATABASE " + database + " WITH (FORCE)");
    }
    std::printf("%s: seed %d, %d killed, %d had ended\n", GetParam().name.c_str(), seed, ends[137],
                ends[0]);
}

INSTANTIATE_TEST_SUITE_P(all, RunnersTest,
                         testing::Values(Way{"straight", ""}, Way{"session_pool", "session"},
                                         Way{"transaction_pool", "transaction"}),
                         [](const auto& way) { return way.param.name; });

}  // namespace
}  // namespace migration
