// Random scripts, after each of which the live snapshot must be what a full reading finds. For long
// runs, and to see one again: MIGRATIONS_RANDOM_STEPS, MIGRATIONS_RANDOM_SEED;
// MIGRATIONS_RANDOM_VERBOSE shows what fails.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>

#include "snapshot/random_walk.hpp"
#include "snapshot/shrink.hpp"
#include "support/pg_dump.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using Clock = std::chrono::steady_clock;
using Scripts = std::vector<RandomScript>;

// These, and a fresh one each time.
constexpr std::uint64_t fixed_seeds[] = {1, 2, 3, 4, 5, 6, 7};
constexpr unsigned long long usual_steps = 600;
constexpr unsigned long long steps_a_dump = 10;  // pg_dump takes longer than all else
constexpr auto time_to_shrink = std::chrono::minutes(2);

std::optional<unsigned long long> number_in_environment(const char* name) {
    const char* text = std::getenv(name);
    return text == nullptr ? std::nullopt : std::optional(std::strtoull(text, nullptr, 10));
}

std::vector<std::uint64_t> seeds() {
    if (const auto seed = number_in_environment("MIGRATIONS_RANDOM_SEED")) return {*seed};
    std::vector<std::uint64_t> list(std::begin(fixed_seeds), std::end(fixed_seeds));
    list.push_back(std::random_device()());  // what nobody has seen yet
    return list;
}

struct Tally {
    unsigned long long steps = 0;
    unsigned long long succeeded = 0;
    std::map<std::string, std::pair<int, int>> topics;  // succeeded, all
};

// What is wrong after the last of the scripts.
std::optional<std::string> replay(const Scripts& scripts) {
    RandomWalk walk(server()->settings());
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        const auto step = walk.run(scripts[i], i + 1 == scripts.size() && has_pg_dump());
        if (step.problem) return step.problem;
    }
    return walk.compare_with_full_reading();
}

bool fails(const Scripts& scripts) {
    return replay(scripts).has_value();
}

// First whole scripts are left out, then statements of those that stay.
Scripts shortest(Scripts scripts) {
    const auto deadline = Clock::now() + time_to_shrink;
    scripts = shrink<RandomScript>(std::move(scripts), fails, deadline);
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        const auto fails_with = [&](const std::vector<std::string>& statements) {
            Scripts all = scripts;
            all[i].statements = statements;
            return fails(all);
        };
        scripts[i].statements = shrink<std::string>(scripts[i].statements, fails_with, deadline);
    }
    return scripts;
}

std::string report(Scripts scripts) {
    if (!fails(scripts)) return "The scripts alone do not fail again.";
    scripts = shortest(std::move(scripts));
    std::string text = "These scripts are enough, where the ground of random_sql.cpp is laid:\n";
    for (const auto& script : scripts) text += shown(script);
    return text + replay(scripts).value_or("now nothing is wrong");
}

void note(Tally& tally, const RandomScript& script, const RandomWalk::Step& step) {
    ++tally.steps;
    tally.succeeded += step.succeeded ? 1 : 0;
    auto& [succeeded, all] = tally.topics[script.topic];
    succeeded += step.succeeded ? 1 : 0;
    ++all;
    if (!step.succeeded && std::getenv("MIGRATIONS_RANDOM_VERBOSE") != nullptr)
        std::cout << "-- " << step.error << "\n" << shown(script);
}

// Stops at the first step after which something is wrong.
void walk_from(std::uint64_t seed, unsigned long long steps, Tally& tally) {
    RandomSql sql(seed);
    Scripts done;
    std::string problem;
    {
        RandomWalk walk(server()->settings());
        for (unsigned long long i = 0; i < steps && problem.empty(); ++i) {
            const RandomScript script = sql.next(walk.chooser());
            const auto step =
                walk.run(script, i % steps_a_dump == steps_a_dump - 1 && has_pg_dump());
            done.push_back(script);
            note(tally, script, step);
            problem = step.problem ? *step.problem : walk.compare_with_full_reading().value_or("");
        }
    }
    if (problem.empty()) return;
    ADD_FAILURE() << "seed " << seed << ", step " << done.size() << ", after\n"
                  << shown(done.back()) << problem << "\n"
                  << report(done);
}

class RandomSqlTest : public ServerTest {};

TEST_F(RandomSqlTest, LiveSnapshotIsWhatAFullReadingFinds) {
    const auto steps = number_in_environment("MIGRATIONS_RANDOM_STEPS").value_or(usual_steps);
    const auto list = seeds();
    Tally tally;
    const auto start = Clock::now();
    for (const auto seed : list) {
        std::cout << "seed " << seed << std::endl;
        walk_from(seed, steps / list.size(), tally);
        if (HasFailure()) break;
    }
    const auto seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::cout << tally.succeeded << " of " << tally.steps << " scripts succeeded, "
              << static_cast<double>(tally.steps) / seconds << " a second\n";
    for (const auto& [topic, counts] : tally.topics)
        std::cout << "  " << topic << " " << counts.first << " of " << counts.second << "\n";
    if (tally.steps >= 500) {
        EXPECT_GE(tally.succeeded * 100, tally.steps * 60);
    }
}

}  // namespace
}  // namespace migration
