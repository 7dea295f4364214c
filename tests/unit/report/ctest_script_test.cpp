#include "report/ctest_script.hpp"

#include <gtest/gtest.h>

#include "base/file.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

// What CMake reads from the text of a bracket argument (cmake-language(7)).
std::string as_cmake_reads(const std::string& argument) {
    const auto level = argument.find('[', 1) - 1;
    const std::string close = "]" + std::string(level, '=') + "]";
    std::string content = argument.substr(level + 2);
    content.resize(content.find(close));
    if (content.starts_with('\n')) content.erase(0, 1);
    return content;
}

TEST(BracketArgument, HoldsHostileTextAsItIs) {
    for (const std::string text :
         {"", "plain", "a b;c", "${HOME} $ENV{X} @Y@", "\"quoted\" \\ back", "]]", "]=]",
          "]==] ]=]", "ends with ]", "ends with ]=", "ends with ]==", "\nstarts with a line end",
          "(#[[x]]", "größe 漢字"})
        EXPECT_EQ(as_cmake_reads(bracket_argument(text)), text) << bracket_argument(text);
}

TEST(BracketArgument, EndsOnlyAtItsOwnEnd) {
    for (const std::string text : {"]]", "]=]", "x]=", "]==]]=]"}) {
        const std::string argument = bracket_argument(text);
        const auto level = argument.find('[', 1) - 1;
        const std::string close = "]" + std::string(level, '=') + "]";
        EXPECT_EQ(argument.find(close), argument.size() - close.size()) << argument;
    }
}

TEST(CtestScript, HasACaseForEachMigrationAndTheChain) {
    const MigrationSet set = set_of(1);
    const std::string tool = "[=[" + own_program().string() + "]=]";
    EXPECT_EQ(
        ctest_script(set, {{"LABELS=migrations;city", "TIMEOUT=60"}, {"verdict", "a dir"}}),
        "add_test([=[city.001_t1]=] " + tool +
            " [=[verdict]=] [=[a dir]=] [=[--migration]=] [=[001]=])\n"
            "set_tests_properties([=[city.001_t1]=] PROPERTIES [=[LABELS]=] [=[migrations;city]=] "
            "[=[TIMEOUT]=] "
            "[=[60]=])\n"
            "add_test([=[city.chain]=] " +
            tool +
            " [=[verdict]=] [=[a dir]=] [=[--chain]=])\n"
            "set_tests_properties([=[city.chain]=] PROPERTIES [=[LABELS]=] [=[migrations;city]=] "
            "[=[TIMEOUT]=] "
            "[=[60]=])\n");
}

TEST(CtestScript, HasEachCaseOnceForEachOfSeveralServers) {
    const std::string script =
        ctest_script(set_of(1), {{"LABELS=migrations"}, {"verdict"}, {15, 17}});
    for (const std::string part :
         {"add_test([=[city.001_t1@15]=] ", " [=[--migration]=] [=[001]=] [=[--on]=] [=[15]=])\n",
          "set_tests_properties([=[city.001_t1@17]=] PROPERTIES [=[LABELS]=] "
          "[=[migrations;postgres-17]=])\n",
          "add_test([=[city.chain@17]=] "})
        EXPECT_NE(script.find(part), std::string::npos) << part;
    EXPECT_EQ(script.find("[=[city.001_t1]=]"), std::string::npos);
    EXPECT_EQ(ctest_script(set_of(1), {{}, {}, {15}}), ctest_script(set_of(1), {{}, {}}));
}

}  // namespace
}  // namespace migration
