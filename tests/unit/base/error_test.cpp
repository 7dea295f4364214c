#include "base/error.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace migration {
namespace {

TEST(ErrorTable, GivesEachKindTheCodeThatTheReferencePromises) {
    const std::map<ErrorKind, int> promised{
        {ErrorKind::failed, 1},      {ErrorKind::usage, 2},         {ErrorKind::mismatch, 4},
        {ErrorKind::unreachable, 5}, {ErrorKind::lock_busy, 6},     {ErrorKind::skipped, 77},
        {ErrorKind::hung_up, 129},   {ErrorKind::interrupted, 130}, {ErrorKind::terminated, 143}};
    for (const auto& [kind, code] : promised) {
        EXPECT_EQ(Error(kind, "x").exit_code(), code);
        EXPECT_TRUE(std::ranges::any_of(exit_codes(), [&, code = code](const auto& row) {
            return row.code == code;
        })) << code;
    }
}

TEST(ErrorTable, IsInAscendingOrderWithNamesAndMeanings) {
    EXPECT_EQ(exit_codes().size(), 11U);
    EXPECT_TRUE(std::ranges::is_sorted(exit_codes(), {}, &ExitCode::code));
    for (const auto& row : exit_codes()) {
        EXPECT_FALSE(row.name.empty()) << row.code;
        EXPECT_FALSE(row.meaning.empty()) << row.code;
    }
}

TEST(ErrorTable, KnowsWhichKindsASignalGives) {
    for (const auto kind : {ErrorKind::hung_up, ErrorKind::interrupted, ErrorKind::terminated})
        EXPECT_TRUE(is_of_signal(kind));
    EXPECT_FALSE(is_of_signal(ErrorKind::failed));
    EXPECT_FALSE(is_of_signal(ErrorKind::unreachable));
}

TEST(Error, KeepsMessageAndHintApart) {
    const Error error(ErrorKind::usage, "no such thing", "make it");
    EXPECT_STREQ(error.what(), "no such thing");
    EXPECT_EQ(error.hint(), "make it");
}

}  // namespace
}  // namespace migration
