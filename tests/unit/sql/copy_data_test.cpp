// COPY … FROM stdin with its data inside a script.

#include <gmock/gmock.h>

#include "sql/split.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// Each statement, and behind "|" the data of a COPY.
std::vector<std::string> texts(std::string_view script) {
    const SplitScript split = split_script(script, {});
    EXPECT_FALSE(split.unsplittable) << split.unsplittable->message;
    EXPECT_TRUE(split.refused.empty()) << split.refused.front().message;
    std::vector<std::string> found;
    for (const auto& statement : split.statements) {
        std::string text(script.substr(statement.offset, statement.length));
        if (statement.kind == StatementKind::copy_in)
            text += "|" + std::string(script.substr(statement.data_offset, statement.data_length));
        found.push_back(text);
    }
    return found;
}

TEST(CopyData, MayHoldQuotesSemicolonsAndComments) {
    const std::string data = "1\tit's; \"odd\n2\t$$ /* -- ;\n3\tDROP TABLE t;\n";
    EXPECT_THAT(texts("SELECT 0;\nCOPY t (a, b) FROM stdin;\n" + data + "\\.\n\nSELECT 1;\n"),
                ElementsAre("SELECT 0", "COPY t (a, b) FROM stdin|" + data, "SELECT 1"));
}

TEST(CopyData, MayBeEmpty) {
    EXPECT_THAT(texts("COPY t FROM stdin;\n\\.\nSELECT 1;"),
                ElementsAre("COPY t FROM stdin|", "SELECT 1"));
}

TEST(CopyData, EndsAtTheFirstTerminatorLineOnly) {
    const std::string data = "a\\.\n \\.x\nb \\.\n";
    EXPECT_THAT(texts("COPY t FROM STDIN;\n" + data + "\\.\nSELECT 1;"),
                ElementsAre("COPY t FROM STDIN|" + data, "SELECT 1"));
}

TEST(CopyData, MayEndTheScriptWithoutALineEnd) {
    EXPECT_THAT(texts("COPY t FROM stdin;\n1\n\\."), ElementsAre("COPY t FROM stdin|1\n"));
}

TEST(CopyData, MayRunToTheEndOfTheScript) {
    EXPECT_THAT(texts("COPY t FROM stdin;\n1\n2;\n"), ElementsAre("COPY t FROM stdin|1\n2;\n"));
    EXPECT_THAT(texts("COPY t FROM stdin;\n1\n2"), ElementsAre("COPY t FROM stdin|1\n2"));
    EXPECT_THAT(texts("COPY t FROM stdin;\n"), ElementsAre("COPY t FROM stdin|"));
    EXPECT_THAT(texts("COPY t FROM stdin;"), ElementsAre("COPY t FROM stdin|"));
    EXPECT_THAT(
        texts("-- from stdin;\nCOPY a FROM stdin;\n1\n\\.\nSELECT 'stdin';\nCOPY b FROM\n "
              "STDIN;\nit's\n"),
        ElementsAre("COPY a FROM stdin|1\n", "SELECT 'stdin'", "COPY b FROM\n STDIN|it's\n"));
}

TEST(CopyData, BeginsOnTheNextLineWhateverElseStandsOnThatOfTheCopy) {
    EXPECT_THAT(texts("COPY t FROM stdin; -- a; 'comment\n1;\n\\.\nSELECT 1;"),
                ElementsAre("COPY t FROM stdin|1;\n", "SELECT 1"));
    EXPECT_THAT(
        texts("COPY t FROM stdin; /* a */ INSERT INTO t VALUES (2); SELECT 3\n;1\n\\.\nSELECT 4;"),
        ElementsAre("COPY t FROM stdin|;1\n", "INSERT INTO t VALUES (2)", "SELECT 3", "SELECT 4"));
    EXPECT_THAT(texts("COPY a FROM stdin; COPY b FROM stdin; SELECT 'stdin'; SELECT "
                      "2;\n1\n\\.\n2\n\\.\nSELECT 4;"),
                ElementsAre("COPY a FROM stdin|1\n", "COPY b FROM stdin|2\n", "SELECT 'stdin'",
                            "SELECT 2", "SELECT 4"));
    EXPECT_THAT(texts("COPY t FROM stdin; SELECT 1"),
                ElementsAre("COPY t FROM stdin|", "SELECT 1"));
}

TEST(CopyData, StandsBehindEachOfSeveralCopies) {
    EXPECT_THAT(
        texts(
            "COPY a FROM stdin;\n1;\n2\n\\.\nCOPY b FROM stdin WITH (FORMAT csv);\n\"x\ny\";\n\\.\n"
            "UPDATE a SET b = 'COPY c FROM stdin;';\nCOPY c FROM stdin;\n\\.\n"),
        ElementsAre("COPY a FROM stdin|1;\n2\n", "COPY b FROM stdin WITH (FORMAT csv)|\"x\ny\";\n",
                    "UPDATE a SET b = 'COPY c FROM stdin;'", "COPY c FROM stdin|"));
}

TEST(CopyData, IsFoundBehindAFunctionThatSpeaksOfCopy) {
    const std::string function =
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n-- COPY t FROM stdin;\nSELECT "
        "'COPY t FROM stdin;\n'\n$$";
    EXPECT_THAT(texts(function + ";\nCOPY t FROM stdin;\n1\n\\.\n"),
                ElementsAre(function, "COPY t FROM stdin|1\n"));
}

TEST(CopyData, KeepsLinesAndUtf8OffsetsBehindIt) {
    const std::string script = "COPY t FROM stdin;\nä\n漢\n\\.\nSELECT 'ö';\n";
    const auto split = split_script(script, {});
    ASSERT_EQ(split.statements.size(), 2U);
    EXPECT_EQ(split.statements[1].line, 5);
    EXPECT_EQ(split.statements[1].offset, script.find("SELECT"));
}

TEST(CopyData, IsNotLookedForBehindACopyFromAFile) {
    EXPECT_THAT(texts("COPY t FROM '/tmp/x;y';\nCOPY t TO stdout;\nSELECT 1;"),
                ElementsAre("COPY t FROM '/tmp/x;y'", "COPY t TO stdout", "SELECT 1"));
}

TEST(CopyData, MayHaveLinesThatEndInCrLfOrCr) {
    EXPECT_THAT(texts("SELECT 0;\r\nCOPY t FROM stdin;\r\n1;\r\n\\.\r\nSELECT 1;\r\n"),
                ElementsAre("SELECT 0", "COPY t FROM stdin|1;\r\n", "SELECT 1"));
    EXPECT_THAT(texts("-- a\rCOPY t FROM stdin;\r1;\r\\.\rSELECT 1;\r"),
                ElementsAre("COPY t FROM stdin|1;\r", "SELECT 1"));
    EXPECT_THAT(texts("COPY t FROM stdin;\n1\r\\.\r2\n\\.\nSELECT 1;"),
                ElementsAre("COPY t FROM stdin|1\r\\.\r2\n", "SELECT 1"))
        << "a CR in data whose lines end in LF";
}

TEST(CopyData, StandsBehindASemicolonThatOnlyTheStatementHas) {
    for (const std::string copy :
         {"COPY t FROM stdin -- a;\n", "COPY t FROM stdin /* a;\n */ ",
          "COPY t FROM stdin WITH (NULL ';\n')", "COPY t FROM stdin WITH (NULL E'\\';\n')",
          "COPY \"a;\n\" FROM stdin", "COPY t FROM stdin WHERE a <> $x$;\n$x$",
          "COPY t FROM stdin WITH (NULL E'a'\n'\\';\n')"}) {
        const auto found = texts("SELECT 0;\n" + copy + ";\n1;\n\\.\nSELECT 1;");
        EXPECT_THAT(found, ElementsAre("SELECT 0",
                                       testing::AllOf(testing::StartsWith("COPY"),
                                                      testing::EndsWith("|1;\n")),
                                       "SELECT 1"))
            << copy;
    }
}

TEST(CopyData, IsFoundBehindStatementsThatOnlySpeakOfStdin) {
    const std::vector<std::string> others{
        "SELECT stdin FROM a",
        "SELECT 'it''s stdin;\n'",
        "SELECT E'it\\'s stdin;\n'",
        "SELECT $a$ $$ stdin;\n $$ $a$, a$b$c FROM t",
        "CREATE RULE r AS ON INSERT TO a DO ALSO (DELETE FROM stdin;\n DELETE FROM b)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\nSELECT CASE WHEN true THEN 1 END FROM "
        "stdin;\nSELECT "
        "1;\nEND"};
    for (const auto& other : others)
        EXPECT_THAT(texts(other + ";\nCOPY t FROM stdin;\nit's\n\\.\nSELECT 1;"),
                    ElementsAre(other, "COPY t FROM stdin|it's\n", "SELECT 1"));
}

TEST(CopyData, HandlesManyLinesThatLookLikeStatements) {
    std::string data;
    for (int i = 0; i < 2000; ++i) data += "COPY t FROM stdin;\n";
    EXPECT_THAT(texts("COPY t FROM stdin;\n" + data + "\\.\n"),
                ElementsAre("COPY t FROM stdin|" + data));
}

}  // namespace
}  // namespace migration
