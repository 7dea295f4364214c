// Runs that are cut off at any moment leave nothing. MIGRATIONS_TORTURE_KILLS says how many a
// provider (4), MIGRATIONS_TORTURE_SEED repeats a run.

#include <gtest/gtest.h>
#include <poll.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <random>

#include "base/text.hpp"
#include "process/program.hpp"
#include "support/arena.hpp"
#include "support/engines.hpp"
#include "support/server.hpp"
#include "support/torture.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto clean_limit = 30s;

class TortureTest : public testing::TestWithParam<Provider> {
protected:
    void SetUp() override {
        if (server() == nullptr) GTEST_SKIP() << "no PostgreSQL server programs on this machine";
        if (GetParam() == Provider::docker || GetParam() == Provider::podman)
            REQUIRE_ENGINE(GetParam());
        std::optional<ConnectionSettings> external;
        if (GetParam() == Provider::external) external = server()->settings();
        arena_.emplace(GetParam(), external);
    }

    std::vector<std::string> versions() const {
        const bool in_container = GetParam() == Provider::docker || GetParam() == Provider::podman;
        return in_container ? std::vector<std::string>{"--postgres-version", "15"}
                            : std::vector<std::string>{};
    }

    // One run to its end; the time it took.
    std::chrono::milliseconds whole_run() {
        const auto start = Clock::now();
        EXPECT_EQ(exit_code_of_child(arena_->start_validation(versions())), 0) << arena_->output();
        EXPECT_TRUE(arena_->time_until_clean(clean_limit)) << join(arena_->left_behind(), "\n");
        return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    }

    std::optional<Arena> arena_;
};

TEST_P(TortureTest, LeavesNothingWhenItIsKilledAtAnyMoment) {
    const int kills = number_from("MIGRATIONS_TORTURE_KILLS", 4);
    const int seed =
        number_from("MIGRATIONS_TORTURE_SEED", static_cast<int>(std::random_device()()));
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto length = std::max(whole_run(), whole_run());
    std::vector<long long> times;
    for (int i = 0; i < kills; ++i) {
        const int signal =
            std::array{SIGKILL, SIGTERM, SIGINT, SIGHUP}[static_cast<std::size_t>(i) % 4];
        const auto moment =
            std::uniform_int_distribution<long long>(0, length.count() * 11 / 10)(random);
        const pid_t tool = arena_->start_validation(versions());
        ::poll(nullptr, 0, static_cast<int>(moment));
        ::kill(tool, signal);
        const int code = exit_code_of_child(tool);
        EXPECT_TRUE(code == 0 || code == 128 + signal)
            << "seed " << seed << ", kill " << i << " with signal " << signal << " after " << moment
            << " ms: exit code " << code << "\n"
            << arena_->output();
        const auto clean = arena_->time_until_clean(clean_limit);
        ASSERT_TRUE(clean) << "seed " << seed << ", kill " << i << " with signal " << signal
                           << " after " << moment << " ms left:\n"
                           << join(arena_->left_behind(), "\n");
        if (signal == SIGKILL) times.push_back(clean->count());
    }
    whole_run();
    std::sort(times.begin(), times.end());
    std::printf(
        "%s: seed %d, %d kills of runs of %lld ms; clean after SIGKILL: median %lld ms, worst %lld "
        "ms\n",
        std::string(provider_name(GetParam())).c_str(), seed, kills,
        static_cast<long long>(length.count()), times.empty() ? 0 : times[times.size() / 2],
        times.empty() ? 0 : times.back());
}

// ctest is killed, its child goes on or is killed with it: in the end there is nothing.
TEST_P(TortureTest, LeavesNothingWhenItsCtestIsKilled) {
    const auto project = arena_->folder() / "project";
    std::string command = "add_test(validate \"" MIGRATION_TOOL "\"";
    for (const auto& argument : arena_->validation(versions())) command += " \"" + argument + "\"";
    write_file(project / "CTestTestfile.cmake", command + ")\n");
    const auto ctest = find_program("ctest");
    ASSERT_TRUE(ctest);
    for (const int signal : {SIGKILL, SIGTERM}) {
        for (const bool whole_group : {false, true}) {
            const pid_t child = arena_->start({"--test-dir", project.string()}, ctest->string());
            ::poll(nullptr, 0, 300);
            ::kill(whole_group ? -child : child, signal);
            const int code = exit_code_of_child(child);
            EXPECT_TRUE(code == 0 || code == 128 + signal) << code << "\n" << arena_->output();
            EXPECT_TRUE(arena_->time_until_clean(clean_limit)) << join(arena_->left_behind(), "\n");
        }
    }
}

TEST_P(TortureTest, TwoRunsOfOneSetAtOnceDoNotDisturbEachOther) {
    const std::string results = (arena_->folder() / "verdicts.json").string();
    auto arguments = versions();
    arguments.insert(arguments.end(), {"--results", results});
    const pid_t one = arena_->start_validation(arguments),
                other = arena_->start_validation(arguments);
    EXPECT_EQ(exit_code_of_child(one), 0) << arena_->output();
    EXPECT_EQ(exit_code_of_child(other), 0) << arena_->output();
    EXPECT_TRUE(arena_->time_until_clean(clean_limit)) << join(arena_->left_behind(), "\n");
}

INSTANTIATE_TEST_SUITE_P(local, TortureTest, testing::Values(Provider::local));
INSTANTIATE_TEST_SUITE_P(docker, TortureTest, testing::Values(Provider::docker));
INSTANTIATE_TEST_SUITE_P(podman, TortureTest, testing::Values(Provider::podman));
INSTANTIATE_TEST_SUITE_P(external, TortureTest, testing::Values(Provider::external));

}  // namespace
}  // namespace migration
