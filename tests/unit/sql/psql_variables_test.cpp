#include "sql/psql_variables.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

std::string refusal(const std::optional<PsqlRefusal>& refusal) {
    return refusal ? refusal->message + "; " + refusal->hint : "";
}

TEST(PsqlVariables, AreFoundBehindAColon) {
    for (const auto& [text, name] : {std::pair{":a_1 ", "a_1"}, std::pair{":'ä'", "ä"},
                                     std::pair{":\"A\"x", "A"}, std::pair{":{?9}", "9"}})
        EXPECT_EQ(variable_at(text, 0).value().name, name) << text;
    for (const char* text : {": a", ":", ":'a", ":''", ":{a}", ":{?a", ":-", "::"})
        EXPECT_FALSE(variable_at(text, 0)) << text;
}

TEST(PsqlVariables, HaveNamesOfLettersDigitsAndUnderscores) {
    PsqlVariables variables;
    EXPECT_EQ(refusal(variables.set("a-b", "")),
              "not a name of a variable; names have letters, digits and underscores");
    EXPECT_EQ(refusal(variables.set("", "")),
              "not a name of a variable; names have letters, digits and underscores");
    EXPECT_EQ(refusal(variables.set("ä", "1")), "");
}

TEST(PsqlVariables, HoldText) {
    PsqlVariables variables;
    EXPECT_EQ(refusal(variables.set("a", std::string(2, '\0'))),
              "a value that is not UTF-8, or has a NUL byte; write characters in place of their "
              "bytes");
    EXPECT_EQ(refusal(variables.set("a", "\xff")),
              "a value that is not UTF-8, or has a NUL byte; write characters in place of their "
              "bytes");
    EXPECT_EQ(refusal(variables.set("a", std::string((1U << 20U) + 1, 'a'))),
              "a value of more than 1 MB; write the text where it is used");
}

TEST(PsqlVariables, MayNotChangeHowPsqlRunsTheScript) {
    for (const auto& [name, value] :
         {std::pair{"ON_ERROR_STOP", "off"}, std::pair{"ON_ERROR_STOP", "0"},
          std::pair{"ON_ERROR_ROLLBACK", "on"}, std::pair{"ON_ERROR_STOP", "what"}})
        EXPECT_EQ(refusal(PsqlVariables().set(name, value)),
                  "psql would go on behind an error with this setting, the runner does not; remove "
                  "the setting, and write the script so that it does not need it");
    EXPECT_EQ(refusal(PsqlVariables().set("AUTOCOMMIT", "off")),
              "psql would begin transactions by itself with this setting, the runner does not; "
              "remove the setting, and write the script so that it does not need it");
    EXPECT_EQ(refusal(PsqlVariables().unset("AUTOCOMMIT")),
              refusal(PsqlVariables().set("AUTOCOMMIT", "off")));
    EXPECT_EQ(refusal(PsqlVariables().set("SINGLELINE", "")),
              "psql would end statements at line ends with this setting, the runner does not; "
              "remove the setting, and write the script so that it does not need it");
    EXPECT_EQ(refusal(PsqlVariables().set("SINGLESTEP", "t")),
              "psql would ask before each statement with this setting, the runner does not; remove "
              "the setting, and write the script so that it does not need it");
    for (const auto& [name, value] :
         {std::pair{"ON_ERROR_STOP", "1"}, std::pair{"ON_ERROR_STOP", ""},
          std::pair{"ON_ERROR_ROLLBACK", "interactive"}, std::pair{"ON_ERROR_ROLLBACK", "OFF"},
          std::pair{"AUTOCOMMIT", "on"}, std::pair{"SINGLELINE", "off"}, std::pair{"ECHO", "all"},
          std::pair{"QUIET", "off"}})
        EXPECT_EQ(refusal(PsqlVariables().set(name, value)), "") << name;
}

TEST(PsqlVariables, OfPsqlItselfAreKnownOnlyWhereTheScriptSetsThem) {
    PsqlVariables variables;
    const auto is_known = [&](const char* name) {
        return !std::holds_alternative<PsqlRefusal>(variables.value({VariableForm::test, name, 0}));
    };
    for (const char* name : {"USER", "SERVER_VERSION_NUM", "ROW_COUNT", "VERBOSITY"})
        EXPECT_FALSE(is_known(name)) << name;
    for (const char* name : {"USER", "ROW_COUNT"}) variables.set(name, "x");
    EXPECT_TRUE(is_known("USER"));
    EXPECT_FALSE(is_known("ROW_COUNT"));
    EXPECT_TRUE(is_known("other"));
}

TEST(PsqlBoolean, IsABeginningOfAWord) {
    for (const char* word : {"t", "TRUE", "tr", "y", "Yes", "on", "1"})
        EXPECT_EQ(psql_boolean(word), true) << word;
    for (const char* word : {"f", "False", "n", "no", "of", "OFF", "0"})
        EXPECT_EQ(psql_boolean(word), false) << word;
    for (const char* word : {"", "o", "2", "truey", "01", "true false", ":x"})
        EXPECT_EQ(psql_boolean(word), std::nullopt) << word;
}

}  // namespace
}  // namespace migration
