#include "set/history_rules.hpp"

#include <gmock/gmock.h>

#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

const std::string one_script = "SELECT 1;\n";

TEST(CheckHistory, AsksForADownOrAReason) {
    const SetFolder folder(
        {{"1_a.up.sql", one_script}, {"2_b.up.sql", "-- @irreversible: rows go\n" + one_script}});
    EXPECT_THAT(folder.problems(),
                ElementsAre("missing-down 1_a.up.sql: no down script for migration \"1_a\""));
}

TEST(CheckHistory, RefusesADownOfWhatIsDeclaredIrreversible) {
    const SetFolder folder(
        {{"1_a.up.sql", "-- @irreversible: rows go\n" + one_script}, {"1_a.down.sql", one_script}});
    EXPECT_THAT(folder.problems(),
                ElementsAre("irreversible-with-down 1_a.down.sql: migration \"1_a\" is declared "
                            "irreversible but has a down script"));
}

TEST(CheckHistory, AcceptsAScriptThatIsAComment) {
    const SetFolder folder(
        {{"1_a.up.sql", "-- nothing on this server\n"}, {"1_a.down.sql", "-- nothing to undo\n"}});
    EXPECT_THAT(folder.problems(), ElementsAre());
}

TEST(CheckHistory, RefusesABlankScript) {
    const SetFolder folder({{"1_a.up.sql", " \n"}, {"1_a.down.sql", "\n"}});
    EXPECT_THAT(folder.problems(),
                UnorderedElementsAre("empty-script 1_a.up.sql: the script is empty",
                                     "empty-script 1_a.down.sql: the script is empty"));
}

TEST(CheckHistory, ReportsABrokenScriptOnce) {
    const SetFolder folder({{"1_a.up.sql", "SELECT 'open"}, {"1_a.down.sql", one_script}});
    EXPECT_THAT(
        folder.problems(),
        ElementsAre("unsplittable 1_a.up.sql:1: unterminated quoted string at or near \"***"));
}

TEST(ShownFile, PutsTheDirectoryBeforeTheFile) {
    MigrationSet set;
    Script script;
    script.file = "1_a.sql";
    EXPECT_EQ(shown_file(set, script), "1_a.sql");
    set.directory = "migrations/city";
    EXPECT_EQ(shown_file(set, script), "migrations/city/1_a.sql");
}

}  // namespace
}  // namespace migration
