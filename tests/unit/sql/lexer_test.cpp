#include "sql/lexer.hpp"

#include <gmock/gmock.h>

#include <random>

#include "sql/copy_cuts.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// Each token with its kind: "w:SELECT".
std::vector<std::string> tokens(std::initializer_list<std::string_view> texts) {
    constexpr std::string_view letters = "bwqnm";
    std::vector<std::string> found;
    Lexer lexer;
    for (const auto text : texts)
        for (std::size_t at = 0; at < text.size();) {
            const Token token = lexer.next(text, at);
            found.push_back(std::string(1, letters[static_cast<std::size_t>(token.kind)]) + ":" +
                            std::string(text.substr(at, token.end - at)));
            at = token.end;
        }
    return found;
}

TEST(Lexer, TakesStringsAndNamesAsAWhole) {
    EXPECT_THAT(tokens({R"(a'b''c'"d;e")"}), ElementsAre("w:a", "q:'b'", "q:'c'", R"(q:"d;e")"));
    EXPECT_THAT(tokens({R"(E'a\'b''c\\';)"}), ElementsAre(R"(q:E'a\'b''c\\')", "m:;"));
    EXPECT_THAT(tokens({"E'a' -- x\n'b\\'c';"}), ElementsAre("q:E'a' -- x\n'b\\'c'", "m:;"));
    EXPECT_THAT(tokens({R"('a\';)"}), ElementsAre(R"(q:'a\')", "m:;"));
    EXPECT_THAT(
        tokens({"$$a$b$$ $t$ $$ $t$ $1 a$b$c"}),
        ElementsAre("q:$$a$b$$", "b: ", "q:$t$ $$ $t$", "b: ", "m:$", "n:1", "b: ", "w:a$b$c"));
}

TEST(Lexer, TakesCommentsForBlanks) {
    EXPECT_THAT(tokens({"-- a'\n/* b /* ; */ */ 1-1"}),
                ElementsAre("b:-- a'", "b:\n", "b:/* b /* ; */ */", "b: ", "n:1", "m:-", "n:1"));
}

TEST(Lexer, GoesOnInTheNextTextWithWhatIsOpen) {
    EXPECT_THAT(tokens({"'a", ";b' c"}), ElementsAre("q:'a", "q:;b'", "b: ", "w:c"));
    EXPECT_THAT(tokens({"/* a /*", " */ b", " */ c"}),
                ElementsAre("b:/* a /*", "b: */ b", "b: */", "b: ", "w:c"));
    EXPECT_THAT(tokens({"$t$ a", "$$ b $t$;"}), ElementsAre("q:$t$ a", "q:$$ b $t$", "m:;"));
    EXPECT_THAT(tokens({R"(E'a\')", R"(b')"}), ElementsAre(R"(q:E'a\')", "q:b'"));
}

TEST(StatementShape, EndsStatementsOutsideParenthesesAndBodies) {
    const auto ends = [](std::string_view text) {
        Lexer lexer;
        StatementShape statement;
        int count = 0;
        for (std::size_t at = 0; at < text.size();) {
            const Token token = lexer.next(text, at);
            if (statement.take(token.kind, text.substr(at, token.end - at))) ++count;
            at = token.end;
        }
        return count * 10 + (statement.has_begun() ? 1 : 0);
    };
    EXPECT_EQ(ends("SELECT 1; SELECT 2"), 11);
    EXPECT_EQ(ends("CREATE RULE r AS DO (SELECT 1; SELECT 2); -- end\n"), 10);
    EXPECT_EQ(ends("CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3;"), 20);
}

TEST(CopyCut, IsFoundBehindAnEscapedStringWithADoubledQuote) {
    const std::string_view text = R"(SELECT E'a''\' stdin;'; COPY t FROM stdin;)";
    EXPECT_EQ(find_copy_cut(text, 0), text.size() - 1);
}

// What the tokens are of is the text, byte for byte, wherever it is cut into texts.
TEST(Lexer, LosesNoByte) {
    constexpr std::string_view pieces[]{"SELECT", " ",   "'",   "''",     "E'",    "\\", "\"",
                                        "$$",     "$t$", "--",  "\n",     "\r",    "/*", "*/",
                                        ";",      "(",   ")",   "1",      "stdin", "ä",  "::x",
                                        ":x",     "$1",  "end", "atomic", "begin"};
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        std::vector<std::string> texts(3);
        for (auto& text : texts)
            for (auto length = random() % 12; length > 0; --length)
                text += pieces[random() % std::size(pieces)];
        Lexer lexer;
        std::string joined;
        for (const std::string_view text : texts)
            for (std::size_t at = 0; at < text.size();) {
                const Token token = lexer.next(text, at);
                ASSERT_GT(token.end, at);
                joined += text.substr(at, token.end - at);
                at = token.end;
            }
        ASSERT_EQ(joined, texts[0] + texts[1] + texts[2]);
    }
}

}  // namespace
}  // namespace migration
