#include "adopt/adoption.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/errors.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Migration one(const std::string& version, const std::string& slug, const std::string& file,
              const std::string& text = "SELECT 1;") {
    return {version, slug, false, script_of(text, file), {}, {}};
}

MigrationSet set_with(std::vector<Migration> migrations) {
    MigrationSet set;
    set.name = "city";
    set.migrations = std::move(migrations);
    return set;
}

ForeignHistory history_of(const HistoryTool& tool, std::vector<HistoryRecord> records) {
    return {std::string(tool.name), "public.history", std::move(records)};
}

HistoryRecord applied(const std::string& recorded, const std::string& checksum = "") {
    return {RecordState::applied, recorded, checksum};
}

std::vector<std::string> names(const Adoption& adoption) {
    std::vector<std::string> names;
    for (const auto& each : adoption.adopted) names.push_back(each.migration->name());
    return names;
}

std::vector<std::string> pending(const Adoption& adoption) {
    std::vector<std::string> names;
    for (const auto* each : adoption.pending) names.push_back(each->name());
    return names;
}

std::vector<std::string> refusals(const Adoption& adoption) {
    std::vector<std::string> texts;
    for (const auto& each : adoption.refusals)
        texts.push_back((each.file.empty() ? "" : each.file + ": ") + each.reason + "; " +
                        each.way_out);
    return texts;
}

Adoption adoption_of(const MigrationSet& set, const HistoryTool& tool,
                     std::vector<HistoryRecord> records, const AdoptionOptions& options = {}) {
    return adopt(set, history_of(tool, std::move(records)), tool, options);
}

TEST(Adoption, TakesNumbersHoweverTheyAreWritten) {
    const auto set = set_with({one("001", "a", "V001__a.sql"), one("2_1", "b", "V2_1__b.sql"),
                               one("2.1.0.5", "c", "V2.1.0.5__c.sql"), one("10.0", "d", "d.sql")});
    EXPECT_THAT(
        names(adoption_of(set, flyway_history,
                          {applied("1"), applied("2.1"), applied("2.1.0.5"), applied("10")})),
        ElementsAre("001_a", "2_1_b", "2.1.0.5_c", "10.0_d"));
}

TEST(Adoption, NamesWhatTheSetDoesNotHave) {
    const auto set = set_of(2);
    const auto adoption =
        adoption_of(set, goose_history, {applied("1"), applied("7"), applied("8")});
    EXPECT_THAT(
        refusals(adoption),
        ElementsAre("it has 2 migrations that set \"city\" does not have: \"7\", \"8\"; add "
                    "the scripts to the set, or use a program whose set has them"));
}

TEST(Adoption, NamesTenOfMany) {
    std::vector<HistoryRecord> records;
    for (int i = 10; i < 25; ++i) records.push_back(applied(std::to_string(i)));
    EXPECT_THAT(
        refusals(adoption_of(set_of(2), goose_history, records)),
        ElementsAre("it has 15 migrations that set \"city\" does not have: \"10\", \"11\", "
                    "\"12\", \"13\", \"14\", \"15\", \"16\", \"17\", \"18\", \"19\", and 5 "
                    "more; add the scripts to the set, or use a program whose set has them"));
}

TEST(Adoption, LeavesGapsPendingAndSaysSo) {
    const auto set = set_of(4);
    const auto adoption = adoption_of(set, goose_history, {applied("1"), applied("3")});
    EXPECT_THAT(names(adoption), ElementsAre("001_t1", "003_t3"));
    EXPECT_THAT(pending(adoption), ElementsAre("002_t2", "004_t4"));
    EXPECT_THAT(
        adoption.warnings,
        ElementsAre("older than what is applied, and still pending: \"002_t2\"; 'up' applies "
                    "such migrations with --allow-out-of-order"));
    EXPECT_THAT(adoption.refusals, IsEmpty());
}

TEST(Adoption, TakesASingleVersionForAllUpToIt) {
    const auto set = set_of(4);
    const auto adoption = adoption_of(set, tern_history, {{RecordState::up_to, "3"}});
    EXPECT_THAT(names(adoption), ElementsAre("001_t1", "002_t2", "003_t3"));
    EXPECT_THAT(refusals(adoption_of(set, tern_history, {{RecordState::up_to, "9"}})),
                ElementsAre("it has 1 migration that set \"city\" does not have: \"9\"; add the "
                            "scripts to the set, or use a program whose set has them"));
}

TEST(Adoption, LeavesSeedsOutOfWhatASingleVersionStandsFor) {
    auto set = set_of(2);
    set.migrations[0].seed = true;
    EXPECT_THAT(names(adoption_of(set, tern_history, {{RecordState::up_to, "2"}})),
                ElementsAre("002_t2"));
}

TEST(Adoption, TakesABaselineThatTheSetNeedNotHave) {
    const auto set =
        set_with({one("2", "a", "a.sql"), one("5", "b", "b.sql"), one("9", "c", "c.sql")});
    EXPECT_THAT(names(adoption_of(set, flyway_history, {{RecordState::baseline, "5"}})),
                ElementsAre("2_a", "5_b"));
    EXPECT_THAT(names(adoption_of(set, flyway_history, {{RecordState::baseline, "7"}})),
                ElementsAre("2_a", "5_b"));
    EXPECT_THAT(names(adoption_of(set, flyway_history, {{RecordState::baseline, "1"}})), IsEmpty());
}

const std::string sha256_of_select =
    "17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a";

TEST(Adoption, RefusesAScriptThatChangedUnlessThatIsAccepted) {
    const auto set = set_with({one("1", "a", "1_a/migration.sql")});
    EXPECT_THAT(
        refusals(adoption_of(set, prisma_history, {applied("1_a", "00")})),
        ElementsAre("1_a/migration.sql: the script is not the one that prisma applied; restore "
                    "the script as it was, or take it as it is now with --accept-changed"));
    const auto accepted = adoption_of(set, prisma_history, {applied("1_a", "00")}, {false, true});
    EXPECT_THAT(accepted.refusals, IsEmpty());
    EXPECT_THAT(accepted.warnings,
                ElementsAre("1_a/migration.sql: the script is not the one that prisma applied"));
    EXPECT_THAT(names(accepted), ElementsAre("1_a"));
    EXPECT_THAT(adoption_of(set, prisma_history, {applied("1_a", sha256_of_select)}).refusals,
                IsEmpty());
}

TEST(Adoption, FindsNamelessRecordsByTheirTextOrInTheirOrder) {
    const auto set =
        set_with({one("0000", "a", "0000_a.sql"), one("0001", "b", "0001_b.sql", "SELECT 2;"),
                  one("0002", "c", "0002_c.sql")});
    const std::string other(64, '0');
    EXPECT_THAT(names(adoption_of(set, drizzle_history,
                                  {applied(sha256_of_select), applied(sha256_of_select)})),
                ElementsAre("0000_a", "0002_c"));
    EXPECT_THAT(
        refusals(adoption_of(set, drizzle_history, {applied(sha256_of_select), applied(other)})),
        ElementsAre("it has 1 migration whose text no script of set \"city\" has: \"" + other +
                    "\"; restore the scripts as they were, or take them in their order, as "
                    "they are now, with --accept-changed"));
    const auto accepted = adoption_of(set, drizzle_history,
                                      {applied(sha256_of_select), applied(other)}, {false, true});
    EXPECT_THAT(names(accepted), ElementsAre("0000_a", "0001_b"));
    EXPECT_THAT(accepted.warnings,
                ElementsAre("0001_b.sql: the script is not the one that drizzle applied"));
}

TEST(Adoption, TakesReworkedChangesInTheOrderOfThePlan) {
    const auto set = set_with({one("x@v1", "", "deploy/x@v1.sql"), one("y", "", "deploy/y.sql"),
                               one("x", "", "deploy/x.sql")});
    EXPECT_THAT(names(adoption_of(set, sqitch_history, {applied("x"), applied("y")})),
                ElementsAre("x@v1", "y"));
    EXPECT_THAT(names(adoption_of(set, sqitch_history, {applied("x"), applied("y"), applied("x")})),
                ElementsAre("x@v1", "y", "x"));
}

TEST(Adoption, FindsChangesetsWhoseFilesAreBelowAnotherFolder) {
    const auto set =
        set_with({one("a/c.sql::1::me", "", "a/c.sql"), one("b/c.sql::1::me", "", "b/c.sql")});
    const auto found = [&](const std::string& recorded) {
        return names(adoption_of(set, liquibase_history, {applied(recorded)}));
    };
    EXPECT_THAT(found("b/c.sql::1::me"), ElementsAre("b/c.sql::1::me"));
    EXPECT_THAT(found("classpath:db/changes/a/c.sql::1::me"), ElementsAre("a/c.sql::1::me"));
    EXPECT_THAT(
        refusals(adoption_of(set, liquibase_history, {applied("x/c.sql::1::me")})),
        ElementsAre("it has 1 migration that set \"city\" does not have: \"x/c.sql::1::me\"; "
                    "add the scripts to the set, or use a program whose set has them"));
    EXPECT_THAT(refusals(adoption_of(set, liquibase_history, {applied("c.sql::1::me")})),
                ElementsAre("\"c.sql::1::me\" may be any of several migrations of set \"city\": "
                            "\"a/c.sql::1::me\", \"b/c.sql::1::me\"; give the scripts names that "
                            "differ"));
}

TEST(Adoption, FindsNamesOfFilesAndOfFolders) {
    const auto set = set_with({one("1", "a", "1_a.sql"), one("2", "b", "2_b/migration.sql"),
                               one("init", "", "init/migration.sql")});
    EXPECT_THAT(names(adoption_of(set, sql_migrate_history, {applied("1_a.sql")})),
                ElementsAre("1_a"));
    EXPECT_THAT(names(adoption_of(set, prisma_history, {applied("2_b"), applied("init")})),
                ElementsAre("2_b", "init"));
}

TEST(Adoption, LeavesARepeatableScriptPendingThatTheSetDoesNotHaveOrHasChanged) {
    const auto set = set_with({one("1", "a", "V1__a.sql"), one("v", "", "R__v.sql")});
    const auto adoption = adoption_of(set, flyway_history,
                                      {{RecordState::repeatable, "R__v.sql", "1"},
                                       {RecordState::repeatable, "sub/R__w.sql", "1"}});
    EXPECT_THAT(names(adoption), IsEmpty());
    EXPECT_THAT(
        adoption.warnings,
        ElementsAre("R__v.sql: the script changed after flyway ran it, and stays pending",
                    "flyway has also run \"sub/R__w.sql\", which set \"city\" does not have"));
    EXPECT_THAT(adoption.refusals, IsEmpty());
}

TEST(Adoption, OfAnEmptyHistoryIsEmpty) {
    const auto set = set_of(2);
    const auto adoption = adoption_of(set, goose_history, {});
    EXPECT_THAT(names(adoption), IsEmpty());
    EXPECT_THAT(pending(adoption), ElementsAre("001_t1", "002_t2"));
    EXPECT_THAT(adoption.warnings, IsEmpty());
}

TEST(HistoryTools, AreKnownByNameWithAGuess) {
    EXPECT_EQ(&history_tool_named("Flyway"), &flyway_history);
    const auto error = error_of([] { history_tool_named("flywy"); });
    ASSERT_TRUE(error);
    EXPECT_STREQ(error->what(), "unknown tool: \"flywy\"");
    EXPECT_EQ(error->hint(), "did you mean \"flyway\"?");
}

}  // namespace
}  // namespace migration
