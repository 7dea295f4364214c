#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(TernLayout, CutsEachFileAtTheMark) {
    const SetFolder folder(
        {{"001_a.sql", "SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n"},
         {"002_b.sql", "SELECT 3;\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre("001 a | SELECT 1; | SELECT 2;", "002 b | SELECT 3; | -"));
    const auto set = folder.read().set;
    EXPECT_EQ(set.layout, "tern");
    EXPECT_EQ(set.migrations[0].down->statements[0].line, 3);
    EXPECT_EQ(set.migrations[1].up.annotations.irreversible,
              "it has no down script (DOWN OPTIONAL)");
}

TEST(TernLayout, CutsALineInWhichTheMarkStands) {
    EXPECT_THAT(
        reading_of({{"1_a.sql", "SELECT 1; ---- create above / drop below ---- SELECT 2;\n"},
                    {"2_b.sql",
                     "SELECT 1;\n---- create above / drop below ----\nSELECT 2;\n-- x ---- create "
                     "above / drop below ----\nSELECT 3;\n"}}),
        ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b | SELECT 1; | SELECT 2; SELECT 3;"));
}

TEST(TernLayout, TakesAnEmptyDownForNone) {
    EXPECT_THAT(reading_of({{"1_a.sql", "SELECT 1;\n---- create above / drop below ----\n \n"}}),
                ElementsAre("1 a | SELECT 1; | -"));
}

TEST(TernLayout, SwitchesTheTransactionOffForEachScriptAlone) {
    EXPECT_THAT(
        reading_of({{"1_a.sql",
                     "SELECT 1;\n---- tern: disable-tx ----\n---- create above / drop below ----\n"
                     "SELECT 2;\n"},
                    {"2_b.sql",
                     "SELECT 1;\n---- create above / drop below ----\n---- tern: disable-tx ----\n"
                     "SELECT 2;\n"}}),
        ElementsAre("1 a | (alone) SELECT 1; | SELECT 2;", "2 b | SELECT 1; | (alone) SELECT 2;"));
}

TEST(TernLayout, ReportsASwitchThatTernDoesNotRead) {
    EXPECT_THAT(
        reading_of({{"tern.conf", ""},
                    {"1_a.sql", "  ---- tern: disable-tx ----\nSELECT 1;\n"},
                    {"2_b.sql", "---- tern: disable-tx ----\r\nSELECT 1;\r\n"}}),
        ElementsAre("1 a | SELECT 1; | -", "2 b | SELECT 1; | -",
                    "foreign-annotation 1_a.sql:1: a comment that tern does not read: \"---- "
                    "tern: disable-tx ----\"",
                    "foreign-annotation 2_b.sql:1: a comment that tern does not read: \"---- "
                    "tern: disable-tx ----\""));
}

TEST(TernLayout, ReportsAGapInTheNumbers) {
    EXPECT_THAT(
        reading_of({{"tern.conf", ""},
                    {"2_a.sql", "SELECT 1;"},
                    {"10_c.sql", "SELECT 3;"},
                    {"3_b.sql", "SELECT 2;"}}),
        ElementsAre("2 a | SELECT 1; | -", "3 b | SELECT 2; | -", "10 c | SELECT 3; | -",
                    "missing-version 10_c.sql: tern finds no migration 4 before this one",
                    "version-gap 10_c.sql: versions \"4\" to \"9\" are missing before \"10_c\"",
                    "missing-version 2_a.sql: tern finds no migration 1 before this one"));
}

TEST(TernLayout, ReportsATemplate) {
    EXPECT_THAT(
        reading_of({{"tern.conf", ""},
                    {"1_a.sql", "SELECT 1;\n{{ template \"shared/v.sql\" . }}\n"},
                    {"shared/v.sql", "SELECT {{ .x }};"}}),
        ElementsAre(
            "1 a | SELECT 1; {{ template \"shared/v.sql\" . }}; | -",
            "template 1_a.sql:2: a template, which the tool does not fill in: \"{{ template "
            "\"shared/v.sql\" . }}\"",
            "syntax 1_a.sql:2: syntax error at or near \"{\""));
}

TEST(TernLayout, NotesNamesThatTernPassesOver) {
    EXPECT_THAT(reading_of({{"tern.conf", ""}, {"1_a.sql", "SELECT 1;"}, {"x.sql", "SELECT 2;"}}),
                ElementsAre("1 a | SELECT 1; | -",
                            "passed-over x.sql: not a migration by its name: \"x.sql\""));
}

}  // namespace
}  // namespace migration
