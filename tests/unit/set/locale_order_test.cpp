#include "set/locale_order.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

void expect_order(std::initializer_list<const char*> names, const LocaleOrder& order = {}) {
    for (const auto* a = names.begin(); a != names.end(); ++a)
        for (const auto* b = a + 1; b != names.end(); ++b) {
            EXPECT_LT(compare_by_locale(*a, *b, order), 0) << *a << " " << *b;
            EXPECT_GT(compare_by_locale(*b, *a, order), 0) << *b << " " << *a;
        }
}

TEST(CompareByLocale, PutsPunctuationBeforeDigitsAndDigitsBeforeLetters) {
    expect_order({"1_a", "1-a", "1.a", "10_a", "1a", "2"});
}

TEST(CompareByLocale, PutsALongerNameBehindItsBeginning) {
    expect_order({"", "a", "ab"});
}

TEST(CompareByLocale, LooksAtLetterCaseOnlyWhereNothingElseDiffers) {
    expect_order({"a", "A", "ab", "AB", "b", "B"});
    EXPECT_EQ(compare_by_locale("aB", "aB"), 0);
}

TEST(CompareByLocale, ComparesGroupsOfDigitsAsNumbersOnRequest) {
    expect_order({"a2", "a10", "a010b"}, {true, false});
    expect_order({"a10", "a2"});
    EXPECT_EQ(compare_by_locale("a01", "a1", {true, false}), 0);
}

TEST(CompareByLocale, IgnoresPunctuationOnRequest) {
    EXPECT_EQ(compare_by_locale("a_b-c", "ab.c", {false, true}), 0);
    expect_order({"a_b", "a-c"}, {false, true});
}

}  // namespace
}  // namespace migration
