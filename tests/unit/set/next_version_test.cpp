#include "set/next_version.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

constexpr std::time_t last_of_january = 1769903999;  // 2026-01-31T23:59:59Z

std::string after(const std::string& last, Numbering numbering = Numbering::three_digits) {
    return next_version(last, numbering, last_of_january).value_or("none");
}

TEST(NextVersion, CountsOnInTheSameWidth) {
    EXPECT_EQ(after("001"), "002");
    EXPECT_EQ(after("9"), "10");
    EXPECT_EQ(after("00099"), "00100");
    EXPECT_EQ(after("999"), "1000");
    EXPECT_EQ(after("010a"), "011");
    EXPECT_EQ(next_version("030", Numbering::three_digits, last_of_january, 10), "040");
}

TEST(NextVersion, CountsTheLastGroupOfDottedVersions) {
    EXPECT_EQ(after("1.9"), "1.10");
    EXPECT_EQ(after("2_03"), "2_04");
}

TEST(NextVersion, TakesTheTimeWhereVersionsArePointsInTime) {
    EXPECT_EQ(after("20250101120000"), "20260131235959");
    EXPECT_EQ(after("202501011200"), "202601312359");
    EXPECT_EQ(after("20250101"), "20260131");
    EXPECT_EQ(after("2025-01-01-120000"), "2026-01-31-235959");
    EXPECT_EQ(after("1700000000"), "1769903999");
    EXPECT_EQ(after("1700000000000"), "1769903999000");
}

TEST(NextVersion, StandsBehindALastOneOfTheFuture) {
    EXPECT_EQ(after("20260131235959"), "20260201000000");
    EXPECT_EQ(after("20260201"), "20260202");
    EXPECT_EQ(after("1769903999"), "1769904000");
}

TEST(NextVersion, TakesNoDateForWhatIsNone) {
    EXPECT_EQ(after("00000012"), "00000013");
    EXPECT_EQ(after("20261399"), "20261400");
}

TEST(NextVersion, CountsTheNumberAtTheBeginningOfANameThatIsTheVersion) {
    EXPECT_EQ(after("0007_users"), "0008");
    EXPECT_EQ(after("20250101120000-users"), "20260131235959");
    EXPECT_EQ(after("20250101_03_ab12c-users"), "20260131_01");
    EXPECT_EQ(after("20260131_03_ab12c-users"), "20260131_04");
    EXPECT_EQ(after("users"), "none");
}

TEST(NextVersion, BeginsAsTheLayoutDoes) {
    EXPECT_EQ(after(""), "001");
    EXPECT_EQ(after("", Numbering::plain), "1");
    EXPECT_EQ(after("", Numbering::four_digits), "0001");
    EXPECT_EQ(after("", Numbering::time), "20260131235959");
    EXPECT_EQ(after("", Numbering::seconds), "1769903999");
    EXPECT_EQ(after("", Numbering::milliseconds), "1769903999000");
}

TEST(StepOf, IsThatOfTheLastThree) {
    EXPECT_EQ(step_of({"005", "010", "020", "030"}), 10);
    EXPECT_EQ(step_of({"001", "002", "003"}), 1);
    EXPECT_EQ(step_of({"010", "020"}), 1);
    EXPECT_EQ(step_of({"1", "2", "4"}), 1);
    EXPECT_EQ(step_of({"20250101000000", "20250101000010", "20250101000020"}), 1);
}

TEST(SlugOf, HoldsLettersDigitsAndUnderscores) {
    EXPECT_EQ(slug_of("Add e-mail addresses!"), "Add_e_mail_addresses");
    EXPECT_EQ(slug_of("  größer  "), "größer");
    EXPECT_EQ(slug_of("../../etc"), "etc");
    EXPECT_EQ(slug_of("-- !"), "");
}

}  // namespace
}  // namespace migration
