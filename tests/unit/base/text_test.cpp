#include "base/text.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;
using namespace std::string_view_literals;

TEST(Trim, TakesBlanksFromBothEndsOnly) {
    EXPECT_EQ(trim(" \t\r\n a b \f\v"), "a b");
    EXPECT_EQ(trim(" \n "), "");
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_THAT(split(",a,,b,", ','), ElementsAre("", "a", "", "b", ""));
    EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Join, PutsTheSeparatorBetweenPartsOnly) {
    EXPECT_EQ(join({"a", "b", "c"}, ", "), "a, b, c");
    EXPECT_EQ(join({}, ", "), "");
}

TEST(NormaliseLineEnds, GivesOneTextForEveryWayToEndLines) {
    EXPECT_EQ(normalise_line_ends("a\r\nb\r\n"), "a\nb\n");
    EXPECT_EQ(normalise_line_ends("a\rb\r\r\n"), "a\nb\n\n");
    EXPECT_EQ(normalise_line_ends(""), "");
}

TEST(WithoutByteOrderMark, TakesTheFirstOneOnly) {
    EXPECT_EQ(without_byte_order_mark("\xEF\xBB\xBF"
                                      "a\n\xEF\xBB\xBF"),
              "a\n\xEF\xBB\xBF");
}

TEST(LinesOf, KeepsEachLinesOwnEnd) {
    std::string shown;
    for (const auto& [content, end] : lines_of("a\nb\r\n\rc\r\r\n"))
        shown += std::string(content) + "(" + std::to_string(end.size()) + ")";
    EXPECT_EQ(shown, "a(1)b(2)(1)c(1)(2)(0)");
    EXPECT_EQ(lines_of("").size(), 1U);
}

TEST(LineAt, CountsEveryWayToEndALine) {
    const std::string_view text = "a\r\nb\rc\nd";
    EXPECT_EQ(line_at(text, text.find('a')), 1);
    EXPECT_EQ(line_at(text, 2), 1) << "between a CR and its LF";
    EXPECT_EQ(line_at(text, text.find('b')), 2);
    EXPECT_EQ(line_at(text, text.find('c')), 3);
    EXPECT_EQ(line_at(text, text.find('d')), 4);
    EXPECT_EQ(line_at(text, 99), 4);
}

TEST(FirstInvalidUtf8, AcceptsWellFormedText) {
    for (const auto text :
         {""sv, "plain"sv, "é"sv, "漢字"sv, "😀"sv, "\xED\x9F\xBF"sv, "\xF4\x8F\xBF\xBF"sv})
        EXPECT_EQ(first_invalid_utf8(text), std::nullopt) << text;
}

TEST(FirstInvalidUtf8, NamesTheFirstByteOfABadSequence) {
    struct Case {
        const char* what;
        std::string_view text;
        std::size_t at;
    };
    for (const auto& [what, text, at] :
         {Case{"Latin-1", "caf\xE9 x", 3}, Case{"overlong", "a\xC0\xAF", 1},
          Case{"overlong of three", "\xE0\x80\x80", 0}, Case{"surrogate", "ab\xED\xA0\x80", 2},
          Case{"cut off", "ok\xE6\xBC", 2}, Case{"beyond Unicode", "\xF4\x90\x80\x80", 0},
          Case{"stray continuation", "\x80", 0}, Case{"never used", "\xFF", 0}})
        EXPECT_EQ(first_invalid_utf8(text), at) << what;
}

TEST(LineAt, CountsFromOne) {
    const std::string_view text = "a\nb\n\nc";
    EXPECT_EQ(line_at(text, 0), 1);
    EXPECT_EQ(line_at(text, 1), 1);
    EXPECT_EQ(line_at(text, 2), 2);
    EXPECT_EQ(line_at(text, 5), 4);
    EXPECT_EQ(line_at(text, 100), 4);
}

TEST(OffsetOfCharacter, CountsCharactersNotBytes) {
    EXPECT_EQ(offset_of_character("abc", 1), 0U);
    EXPECT_EQ(offset_of_character("é漢x", 2), 2U);
    EXPECT_EQ(offset_of_character("é漢x", 3), 5U);
    EXPECT_EQ(offset_of_character("é", 5), 2U);
}

TEST(Nearest, FindsTypingMistakesOnly) {
    const std::vector<std::string> words{"irreversible", "lossy", "depends"};
    EXPECT_EQ(nearest("ireversible", words), "irreversible");
    EXPECT_EQ(nearest("LOSY", words), "lossy");
    EXPECT_EQ(nearest("timeout", words), std::nullopt);
    EXPECT_EQ(nearest("lossy", {}), std::nullopt);
}

TEST(ContainsWord, ComparesWholeWordsWithoutCase) {
    EXPECT_TRUE(contains_word("DROP TABLE Rooms;", "rooms"));
    EXPECT_TRUE(contains_word("rooms", "rooms"));
    EXPECT_TRUE(contains_word("bathrooms rooms", "rooms"));
    EXPECT_FALSE(contains_word("DROP TABLE bathrooms;", "rooms"));
    EXPECT_FALSE(contains_word("rooms_old", "rooms"));
    EXPECT_FALSE(contains_word("roomsé", "rooms"));
    EXPECT_FALSE(contains_word("anything", ""));
}

TEST(OneLine, FoldsBlanksAndCutsAtACharacter) {
    EXPECT_EQ(one_line("  SELECT\n\t 1 ", 80), "SELECT 1");
    EXPECT_EQ(one_line("abcdef", 6), "abcdef");
    EXPECT_EQ(one_line("abcdefg", 6), "abcdef…");
    EXPECT_EQ(one_line("aéé", 2), "a…");
}

TEST(WithValidUtf8, ReplacesEachByteThatIsNone) {
    EXPECT_EQ(with_valid_utf8("aé\xC3\xFF\n"), "aé��\n");
    EXPECT_EQ(with_valid_utf8(""), "");
}

TEST(Visible, ShowsControlCharactersAsEscapes) {
    EXPECT_EQ(visible("a\tb\n\r\x1B[2J\x7F\xC2\x9B é\xC2"),
              "a\tb\\n\\r\\u001B[2J\\u007F\\u009B é\xC2");
    EXPECT_EQ(visible_lines("a\x1B\nb\n"), "a\\u001B\nb\n");
    EXPECT_EQ(visible(""), "");
}

TEST(Counted, UsesThePluralUnlessItIsOne) {
    EXPECT_EQ(counted(0, "migration"), "0 migrations");
    EXPECT_EQ(counted(1, "migration"), "1 migration");
    EXPECT_EQ(counted(2, "migration"), "2 migrations");
}

}  // namespace
}  // namespace migration
