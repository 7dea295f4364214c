#include "set/version_gaps.hpp"

#include <gmock/gmock.h>

#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

std::vector<std::string> gaps(const std::vector<std::string>& versions, Gaps how = Gaps::note) {
    MigrationSet set;
    for (const auto& version : versions)
        set.migrations.push_back(migration_of(version, "a", "SELECT 1;", "SELECT 1;"));
    Problems problems;
    check_gaps(set, how, problems);
    std::vector<std::string> found;
    for (const auto& problem : problems) found.push_back(problem.rule + " " + problem.text());
    return found;
}

TEST(CheckGaps, NamesNumbersThatAreMissing) {
    EXPECT_THAT(gaps({"001", "002", "004", "005"}),
                ElementsAre("version-gap 004_a.up.sql: version \"003\" is missing before "
                            "\"004_a\""));
    EXPECT_THAT(gaps({"1", "2", "3", "4", "11", "12"}, Gaps::error),
                ElementsAre("missing-version 11_a.up.sql: versions \"5\" to \"10\" are missing "
                            "before \"11_a\""));
    EXPECT_THAT(gaps({"001", "003"}, Gaps::off), ElementsAre());
}

TEST(CheckGaps, DoesNotMindWhereASetBegins) {
    EXPECT_THAT(gaps({"017", "018"}, Gaps::error), ElementsAre());
    EXPECT_THAT(gaps({"000"}, Gaps::error), ElementsAre());
    EXPECT_THAT(gaps({}, Gaps::error), ElementsAre());
}

TEST(CheckGaps, KnowsLettersBehindANumber) {
    EXPECT_THAT(gaps({"006", "006a", "007"}, Gaps::error), ElementsAre());
}

TEST(CheckGaps, PassesOverTimestampsAndVersionsOfSeveralNumbers) {
    EXPECT_THAT(gaps({"20240101", "20240103"}, Gaps::error), ElementsAre());
    EXPECT_THAT(gaps({"1544098000", "1544098001", "1544098003"}, Gaps::error), ElementsAre());
    EXPECT_THAT(gaps({"1.1", "1.3"}, Gaps::error), ElementsAre());
    EXPECT_THAT(gaps({"ae10", "bf20"}, Gaps::error), ElementsAre());
}

TEST(CheckGaps, NotesNothingOfNumbersThatMostlyDoNotFollowEachOther) {
    EXPECT_THAT(gaps({"010", "020", "030"}), ElementsAre());
    EXPECT_EQ(gaps({"010", "020", "030"}, Gaps::error).size(), 2U);
}

}  // namespace
}  // namespace migration
