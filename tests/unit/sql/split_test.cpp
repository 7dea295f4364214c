#include "sql/split.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> statement_texts(std::string_view script) {
    const SplitScript split = split_script(script, {});
    EXPECT_FALSE(split.unsplittable) << split.unsplittable->message;
    std::vector<std::string> found;
    for (const auto& statement : split.statements)
        found.emplace_back(script.substr(statement.offset, statement.length));
    return found;
}

TEST(SplitScript, LeavesOutCommentsBeforeAStatementAndTheSemicolon) {
    EXPECT_THAT(statement_texts(
                    "-- one; two\n/* three; /* four; */ five */ SELECT 1 ;\n-- end\n;;\nSELECT 2"),
                ElementsAre("SELECT 1", "SELECT 2"));
}

TEST(SplitScript, FindsNothingInBlanksAndComments) {
    for (const char* script : {"", "\n\n", "-- only a comment", "/* a /* nested */ one */", ";;;"})
        EXPECT_THAT(statement_texts(script), SizeIs(0)) << script;
}

TEST(SplitScript, KeepsSemicolonsInsideDollarQuotes) {
    const std::string function =
        "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$\nBEGIN\n  PERFORM '$$;$$'; "
        "-- it's\n  RETURN 1;\nEND;\n$body$";
    EXPECT_THAT(statement_texts(function + ";\nSELECT 1;"), ElementsAre(function, "SELECT 1"));
}

TEST(SplitScript, KeepsSemicolonsInsideStringsAndNames) {
    EXPECT_THAT(statement_texts(R"(SELECT 'a;''b', E'c\';d', "e;f", U&'g;h'; SELECT 2)"),
                ElementsAre(R"(SELECT 'a;''b', E'c\';d', "e;f", U&'g;h')", "SELECT 2"));
}

TEST(SplitScript, TakesBackslashesInStandardStringsAsTheyAre) {
    EXPECT_THAT(statement_texts(R"(SELECT 'c:\'; SELECT 2;)"),
                ElementsAre(R"(SELECT 'c:\')", "SELECT 2"));
}

TEST(SplitScript, KeepsTheBodyOfBeginAtomicWhole) {
    const std::string function =
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n  SELECT CASE WHEN true THEN 1 END;\n"
        "  SELECT 2;\nEND";
    EXPECT_THAT(statement_texts(function + ";\nSELECT 3;"), ElementsAre(function, "SELECT 3"));
}

TEST(SplitScript, KeepsTheBodyOfBeginAtomicWholeBesideAStatementOfANewerGrammar) {
    const std::string function =
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END";
    const std::string newer = "CREATE TABLE t (a int, UNIQUE (a) WITHOUT NEWER GRAMMAR)";
    EXPECT_THAT(statement_texts(function + ";" + newer + ";SELECT 3;"),
                ElementsAre(function, newer, "SELECT 3"));
}

TEST(SplitScript, KeepsARuleWithSeveralActionsWhole) {
    const std::string rule =
        "CREATE RULE r AS ON INSERT TO v DO INSTEAD (INSERT INTO a VALUES (1); DELETE FROM b)";
    EXPECT_THAT(statement_texts(rule + ";\nSELECT 1;"), ElementsAre(rule, "SELECT 1"));
    EXPECT_THAT(statement_texts(rule + ";\nNOT SQL AT ALL;"), ElementsAre(rule, "NOT SQL AT ALL"));
}

TEST(SplitScript, CountsLinesFromTheFirstWordOfEachStatement) {
    const auto split = split_script(
        "-- one\n\nSELECT\n 1;\n/* five\n six */ SELECT 2; SELECT 3;\n\nSELECT 4;", {});
    ASSERT_THAT(split.statements, SizeIs(4));
    EXPECT_EQ(split.statements[0].line, 3);
    EXPECT_EQ(split.statements[1].line, 6);
    EXPECT_EQ(split.statements[2].line, 6);
    EXPECT_EQ(split.statements[3].line, 8);
}

TEST(SplitScript, MeasuresInBytesBehindUtf8) {
    EXPECT_THAT(statement_texts("-- Größe 漢字 😀\nSELECT 'ä;ö';\nSELECT '漢' AS \"ü;\";"),
                ElementsAre("SELECT 'ä;ö'", "SELECT '漢' AS \"ü;\""));
}

TEST(SplitScript, ReportsTextThatIsNotTerminated) {
    for (const std::string open :
         {"SELECT 'open;\n", "SELECT \"open;\n", "SELECT $x$ open;\n", "SELECT 1 /* open;\n"}) {
        const auto split = split_script(open, {});
        ASSERT_TRUE(split.unsplittable) << open;
        EXPECT_TRUE(split.unsplittable->message.starts_with("unterminated "))
            << split.unsplittable->message;
    }
}

TEST(SplitScript, SaysWhereAnUnterminatedStringBegins) {
    const std::string script = "SELECT 'ä';\nSELECT 'open;";
    const auto split = split_script(script, {});
    ASSERT_TRUE(split.unsplittable);
    EXPECT_EQ(split.unsplittable->message, "unterminated quoted string at or near \"'open;\"");
    EXPECT_EQ(split.unsplittable->offset, script.find("'open"));
}

TEST(SplitScript, ReportsWhatTheGrammarRefusesAndSplitsAllTheSame) {
    const std::string script = "SELECT 1;\nSELECT 'ä;' FORM t x;\nSELECT 3;";
    const auto split = split_script(script, {});
    EXPECT_THAT(statement_texts(script),
                ElementsAre("SELECT 1", "SELECT 'ä;' FORM t x", "SELECT 3"));
    ASSERT_THAT(split.refused, SizeIs(1));
    EXPECT_EQ(split.refused[0].offset, script.find("t x"));
    EXPECT_EQ(split.refused[0].message, "syntax error at or near \"t\"");
}

TEST(SplitScript, NeverDropsAStatementWithoutAnyKeyword) {
    const std::string script = "SELECT 1;\nSELEC 2;\nSELECT 3;";
    const auto split = split_script(script, {});
    ASSERT_TRUE(split.unsplittable);
    EXPECT_EQ(split.unsplittable->message, "syntax error at or near \"SELEC\"");
    EXPECT_EQ(split.unsplittable->offset, script.find("SELEC 2"));
}

TEST(SplitScript, TakesALastStatementWithoutItsSemicolon) {
    EXPECT_THAT(statement_texts("SELECT 1; SELECT 2 -- done"),
                ElementsAre("SELECT 1", "SELECT 2 -- done"));
}

TEST(GrammarVersion, IsThatOfTheLibrary) {
    EXPECT_EQ(grammar_version(), 15);
}

TEST(SplitScript, CountsLinesHoweverTheyEnd) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const std::string text = "-- one" + end + "SELECT 1;" + end + end + "SELECT" + end +
                                 "2; SELECT 'a" + end + "b'; SELECT 4;" + end;
        std::vector<int> lines;
        for (const auto& statement : split_script(text, {}).statements)
            lines.push_back(statement.line);
        EXPECT_EQ(lines, (std::vector<int>{2, 4, 5, 6}));
    }
}

TEST(Split, TakesATableOfTheLedgersNameInAnotherSchemaForWhatItIs) {
    const auto kinds = [](std::string_view text) {
        std::vector<StatementKind> found;
        for (const auto& statement : split_script(text, {"public", "log"}).statements)
            found.push_back(statement.kind);
        return found;
    };
    using enum StatementKind;
    EXPECT_EQ(
        kinds("INSERT INTO log VALUES (1); SET search_path = app; INSERT INTO log VALUES (1);"),
        (std::vector{self_record, setting, plain}));
    EXPECT_EQ(
        kinds("SET search_path = app; RESET search_path; CREATE TABLE IF NOT EXISTS log (a int);"),
        (std::vector{setting, setting, self_record}));
    EXPECT_EQ(
        kinds("CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = app AS 'SELECT 1';"
              "DELETE FROM log;"),
        (std::vector{plain, self_record}));
}

TEST(Split, SaysWhatIsWrongInUtf8) {
    const auto split = split_script("SELECT 1é;", {});
    ASSERT_TRUE(split.unsplittable.has_value());
    EXPECT_EQ(split.unsplittable->message, "trailing junk after numeric literal at or near \"1�\"");
}

}  // namespace
}  // namespace migration
