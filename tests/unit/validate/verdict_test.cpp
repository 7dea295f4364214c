#include "validate/verdict.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

MigrationVerdict verdict_with(Result up, Result down) {
    MigrationVerdict verdict;
    verdict.at(Check::up) = up;
    verdict.at(Check::down) = down;
    return verdict;
}

RunVerdict run_with(const MigrationVerdict& verdict, Result chain) {
    RunVerdict run;
    run.migrations = {verdict};
    run.chain = chain;
    return run;
}

TEST(MigrationVerdict, PassesWithItsUpAndWithoutAFailedCheck) {
    EXPECT_TRUE(verdict_with(Result::passed, Result::passed).passed());
    EXPECT_TRUE(verdict_with(Result::passed, Result::waived).passed());
    EXPECT_TRUE(verdict_with(Result::passed, Result::not_run).passed());
    EXPECT_FALSE(verdict_with(Result::passed, Result::failed).passed());
    EXPECT_FALSE(verdict_with(Result::not_run, Result::not_run).passed());
}

TEST(RunVerdict, PassesWithEveryMigrationAndTheChain) {
    const auto good = verdict_with(Result::passed, Result::passed);
    EXPECT_TRUE(run_with(good, Result::passed).passed());
    EXPECT_FALSE(run_with(good, Result::not_run).passed());
    EXPECT_FALSE(run_with(good, Result::failed).passed());
    EXPECT_FALSE(run_with(verdict_with(Result::passed, Result::failed), Result::passed).passed());
}

TEST(Verdicts, PassNotWithoutARun) {
    Verdicts verdicts;
    EXPECT_FALSE(verdicts.passed());
    verdicts.runs = {run_with(verdict_with(Result::passed, Result::passed), Result::passed)};
    EXPECT_TRUE(verdicts.passed());
    verdicts.runs.push_back(
        run_with(verdict_with(Result::failed, Result::not_run), Result::not_run));
    EXPECT_FALSE(verdicts.passed());
}

TEST(CheckName, IsAsTheVerdictFilePromises) {
    const std::array<std::string_view, 5> names{"up", "up_again", "down", "down_again",
                                                "up_after_down"};
    for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(check_name(all_checks[i]), names[i]);
    EXPECT_EQ(result_name(Result::not_run), "not_run");
    EXPECT_EQ(result_name(Result::waived), "waived");
    EXPECT_EQ(grade_name(Grade::refuses), "refuses");
}

}  // namespace
}  // namespace migration
