#include "set/annotations.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Annotations sound_annotations(std::string_view text) {
    Problems problems;
    Annotations annotations = read_annotations(text, "a.sql", problems);
    for (const auto& problem : problems) ADD_FAILURE() << problem.text();
    return annotations;
}

Problem only_problem(std::string_view text) {
    Problems problems;
    read_annotations(text, "a.sql", problems);
    EXPECT_EQ(problems.size(), 1U) << text;
    return problems.empty() ? Problem{} : problems.front();
}

TEST(Annotations, ReadEveryNameOfTheLeadingComment) {
    const auto found = sound_annotations(
        "-- Rooms.\n--   @no-transaction\n\n-- @irreversible: rows are gone: for good\n--@lossy:   "
        "times\n"
        "-- @not-idempotent appends\n-- @depends: 001, 002 003\n-- @requires-extension: pgcrypto\n"
        "-- @lock-timeout: 5s\n-- @statement-timeout: 10 min\n-- @allow: order made by hand\n-- "
        "@allow: "
        "data: sorted\n"
        "SELECT 1;");
    EXPECT_TRUE(found.no_transaction);
    EXPECT_EQ(found.irreversible, "rows are gone: for good");
    EXPECT_EQ(found.lossy, "times");
    EXPECT_EQ(found.not_idempotent, "appends");
    EXPECT_THAT(found.depends,
                ElementsAre(Field(&Dependency::version, "001"), Field(&Dependency::version, "002"),
                            Field(&Dependency::version, "003")));
    EXPECT_THAT(found.requires_extensions, ElementsAre("pgcrypto"));
    EXPECT_EQ(found.lock_timeout, "5s");
    EXPECT_EQ(found.statement_timeout, "10 min");
    EXPECT_EQ(found.allow.at("order"), "made by hand");
    EXPECT_EQ(found.allow.at("data"), "sorted");
}

TEST(Annotations, EndWithTheLeadingComment) {
    const auto found = sound_annotations("-- x\nSELECT 1;\n-- @no-transaction\n-- @nonsense\n");
    EXPECT_FALSE(found.no_transaction);
}

TEST(Annotations, StandBehindALicenceHeader) {
    const auto found = sound_annotations(
        "/* Licence\n   /* nested */\n*/\n\n-- @no-transaction\n/**/ -- @lossy: x\nSELECT 1;");
    EXPECT_TRUE(found.no_transaction);
    EXPECT_EQ(found.lossy, "x");
    EXPECT_FALSE(sound_annotations("/* -- @no-transaction\n-- @no-transaction\n*/").no_transaction);
    EXPECT_EQ(only_problem("/* a\nb */\n-- @losy: x").text(),
              "a.sql:3: unknown annotation: \"@losy\"");
}

TEST(Annotations, MustStandAtTheStartOfTheirLine) {
    EXPECT_FALSE(sound_annotations("-- see @no-transaction\n").no_transaction);
}

TEST(Annotations, SuggestTheNameThatWasMeant) {
    const Problem problem = only_problem("-- x\n-- @no-transacton\n");
    EXPECT_EQ(problem.text(), "a.sql:2: unknown annotation: \"@no-transacton\"");
    EXPECT_EQ(problem.rule, "unknown-annotation");
    EXPECT_EQ(problem.hint, "did you mean \"@no-transaction\"?");
}

TEST(Annotations, ListAllNamesWhereNoneIsNear) {
    EXPECT_EQ(
        only_problem("-- @author: me").hint,
        "annotations are @allow, @depends, @irreversible, @lock-timeout, @lossy, @no-transaction, "
        "@not-idempotent, @requires-extension, @statement-timeout");
}

TEST(Annotations, RefuseAWaiverWithoutReason) {
    for (const std::string name : {"irreversible", "lossy", "not-idempotent"}) {
        const Problem problem = only_problem("-- @" + name + ":  \n");
        EXPECT_EQ(problem.text(), "a.sql:1: a waiver needs a reason: \"@" + name + "\"");
        EXPECT_EQ(problem.rule, "waiver-without-reason");
        EXPECT_EQ(problem.hint, "write \"-- @" + name + ": why this is right here\"");
    }
    EXPECT_EQ(only_problem("-- @allow: order").text(),
              "a.sql:1: a waiver needs a reason: \"@allow: order\"");
}

TEST(Annotations, RefuseAWaiverOfAnUnknownRule) {
    const Problem problem = only_problem("-- @allow: ordr because");
    EXPECT_EQ(problem.text(), "a.sql:1: unknown kind in \"@allow\": \"ordr\"");
    EXPECT_EQ(problem.hint, "did you mean \"order\"?");
}

TEST(Annotations, WaiveEveryRuleThatIsListed) {
    for (const auto& rule : waivable_rules())
        EXPECT_EQ(sound_annotations("-- @allow: " + rule + " why").allow.at(rule), "why");
}

TEST(Annotations, RefuseDurationsThatPostgresqlWouldNotRead) {
    for (const std::string value : {"soon", "5 seconds", "-1s", "5S", ""})
        EXPECT_EQ(only_problem("-- @lock-timeout: " + value).text(),
                  "a.sql:1: expected a duration for \"@lock-timeout\" but found \"" + value + "\"");
    for (const std::string value : {"0", "500", "500ms", "5s", "1min", "2 h", "1d", "10us"})
        EXPECT_EQ(sound_annotations("-- @statement-timeout: " + value).statement_timeout, value);
}

TEST(Annotations, RefuseADurationOfAnyLength) {
    EXPECT_FALSE(is_duration(std::string(1'000'000, '1')));
}

TEST(Annotations, RefuseAnEmptyList) {
    EXPECT_EQ(only_problem("-- @depends: ,").text(), "a.sql:1: expected a value for \"@depends\"");
}

TEST(Annotations, AreNoneInAnEmptyText) {
    const auto found = sound_annotations("");
    EXPECT_FALSE(found.no_transaction);
    EXPECT_THAT(found.allow, IsEmpty());
}

}  // namespace
}  // namespace migration
