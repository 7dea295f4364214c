#include "sql/psql_arguments.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

using testing::ElementsAre;

PsqlVariables some_variables() {
    PsqlVariables variables;
    variables.set("a", "it's");
    variables.set("b", "x\"y\\z");
    variables.set("empty", "");
    return variables;
}

// The arguments, and behind "!" why they are refused, and behind "|" what is left of the line.
std::vector<std::string> arguments(std::string_view line, ArgumentUse use = ArgumentUse::evaluated,
                                   bool without_semicolons = false) {
    PsqlExpansion expansion;
    const auto read = read_arguments(line, 0, use, some_variables(), expansion, without_semicolons);
    auto found = read.values;
    if (read.refusal)
        found.push_back("!" + read.refusal->message + " (" + read.refusal->hint + ")");
    if (read.end < line.size()) found.push_back("|" + std::string(line.substr(read.end)));
    return found;
}

TEST(PsqlArguments, EndAtBlanksOutsideQuotes) {
    EXPECT_THAT(arguments(" a  'b c'd\t\"e f\" "), ElementsAre("a", "b cd", "\"e f\""));
    EXPECT_THAT(arguments("''"), ElementsAre(""));
    EXPECT_THAT(arguments("  "), ElementsAre());
}

TEST(PsqlArguments, TakeEscapesInSingleQuotes) {
    EXPECT_THAT(arguments(R"('it''s\n\t\101\x41\'\\\q')"), ElementsAre("it's\n\tAA'\\q"));
}

TEST(PsqlArguments, EndAtABackslash) {
    EXPECT_THAT(arguments("a b\\echo c"), ElementsAre("a", "b", "|\\echo c"));
    EXPECT_THAT(arguments("a \\\\ SELECT 1;"), ElementsAre("a", "| SELECT 1;"));
}

TEST(PsqlArguments, TakeTheValuesOfVariables) {
    EXPECT_THAT(arguments(":a:b :nope a:a:empty"), ElementsAre("it'sx\"y\\z", ":nope", "ait's"));
    EXPECT_THAT(arguments(R"(:'a' :'b' :"b" :'nope' ':a' ":a")"),
                ElementsAre("'it''s'", R"( E'x"y\\z')", R"("x""y\z")", ":'nope'", ":a", "\":a\""));
    EXPECT_THAT(arguments(":{?a} :{?nope} :{?a :"), ElementsAre("TRUE", "FALSE", ":{?a", ":"));
    EXPECT_THAT(arguments(":a `x`", ArgumentUse::skipped), ElementsAre(":a", ""));
}

TEST(PsqlArguments, LoseSemicolonsAtTheirEndWhereTheyAreFileNames) {
    EXPECT_THAT(arguments("a.sql;; 'b;' c';'", ArgumentUse::evaluated, true),
                ElementsAre("a.sql", "b;", "c;"));
    EXPECT_THAT(arguments("a;"), ElementsAre("a;"));
}

TEST(PsqlArguments, AreRefusedWithACommandOfTheShell) {
    const std::string refused =
        "!a command of the shell, which the tool does not run (write its output into the script)";
    EXPECT_THAT(arguments("a `date`b"), ElementsAre("a", "b", refused));
    EXPECT_THAT(arguments("`date`", ArgumentUse::shown), ElementsAre("", refused));
}

TEST(PsqlArguments, AreRefusedWithAnOpenQuoteUnlessTheyAreOnlyShown) {
    for (const char* line : {"a 'b c", "a \"b c", "a 'b\\"})
        EXPECT_THAT(arguments(line), ElementsAre("a",
                                                 "!a quote that is not closed on its line "
                                                 "(close the quote)"))
            << line;
    EXPECT_THAT(arguments("it's done", ArgumentUse::shown), ElementsAre());
}

TEST(PsqlArguments, AreRefusedWithAVariableThatPsqlSets) {
    EXPECT_THAT(arguments(":SERVER_VERSION_NUM"),
                ElementsAre("",
                            "!a variable that psql sets by itself, so the tool does not know "
                            "its value (write the value into the script)"));
    EXPECT_THAT(arguments(":SERVER_VERSION_NUM", ArgumentUse::shown),
                ElementsAre(":SERVER_VERSION_NUM"));
}

}  // namespace
}  // namespace migration
