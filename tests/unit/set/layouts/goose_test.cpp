#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(GooseLayout, CutsEachFileAtItsAnnotationsInAnyLetterCase) {
    EXPECT_THAT(reading_of({{"00001_users.sql",
                             "-- the users\n-- +goose Up\nCREATE TABLE u ();\n"
                             "-- +goose Down\nDROP TABLE u;\n"},
                            {"2_b.sql", "--+goose up\nSELECT 1;\n-- +GOOSE DOWN\nSELECT 2;\n"}}),
                ElementsAre("00001 users | CREATE TABLE u (); | DROP TABLE u;",
                            "2 b | SELECT 1; | SELECT 2;"));
}

TEST(GooseLayout, OrdersVersionsAsNumbers) {
    const std::string text = "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n";
    EXPECT_THAT(reading_of({{"10_a.sql", text},
                            {"9_b.sql", text},
                            {"20200101120000_c.sql", text},
                            {"20200102_d.sql", text}}),
                ElementsAre("9 b | SELECT 1; | SELECT 2;", "10 a | SELECT 1; | SELECT 2;",
                            "20200102 d | SELECT 1; | SELECT 2;",
                            "20200101120000 c | SELECT 1; | SELECT 2;"));
}

TEST(GooseLayout, KeepsStatementBlocksWhole) {
    EXPECT_THAT(
        reading_of({{"1_a.sql",
                     "-- +goose Up\n-- +goose StatementBegin\nCREATE FUNCTION f() RETURNS int "
                     "LANGUAGE sql AS $$\nSELECT 1;\n$$;\n-- +goose StatementEnd\n"
                     "-- +goose Down\nDROP FUNCTION f();\n"}}),
        ElementsAre("1 a | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$; | "
                    "DROP FUNCTION f();"));
}

TEST(GooseLayout, RunsBothScriptsWithoutATransactionWhereverTheFileSaysSo) {
    EXPECT_THAT(reading_of({{"1_a.sql",
                             "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n"
                             "-- +goose NO TRANSACTION\n"}}),
                ElementsAre("1 a | (alone) SELECT 1; | (alone) SELECT 2;"));
}

TEST(GooseLayout, ReportsAnAnnotationThatGooseRefuses) {
    EXPECT_THAT(
        reading_of({{"1_a.sql",
                     "-- +goose Up\nSELECT 1;\n  -- +goose Down\nSELECT 2;\n-- +goose Dwn\n"
                     "-- +goose ENVSUB ON\n"}}),
        ElementsAre("1 a | SELECT 1; SELECT 2; | -",
                    "section 1_a.sql:3: goose refuses an annotation behind a blank: \"-- +goose "
                    "Down\"",
                    "section 1_a.sql:5: goose does not know this annotation: \"-- +goose Dwn\"",
                    "section 1_a.sql:6: the tool does not put environment variables into scripts: "
                    "\"-- +goose ENVSUB ON\""));
}

TEST(GooseLayout, ReportsWhatStandsInTheWrongPlace) {
    EXPECT_THAT(
        reading_of({{"1_a.sql",
                     "SELECT 0;\n-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n"
                     "-- +goose Up\nSELECT 3;\n-- +goose StatementBegin\nSELECT 4;\n"},
                    {"2_b.sql", "SELECT 1;\n"}}),
        ElementsAre("1 a | SELECT 1; SELECT 3; SELECT 4; | SELECT 2;", "2 b |  | -",
                    "section 1_a.sql:1: a statement above the first section: \"SELECT 0;\"",
                    "section 1_a.sql:6: a section that the file cannot have here: \"-- "
                    "+goose Up\"",
                    "section 1_a.sql:8: a statement block without its end",
                    "section 2_b.sql: no up script in the file",
                    "section 2_b.sql:1: a statement above the first section: \"SELECT 1;\""));
}

TEST(GooseLayout, MakesAFindingOfAMigrationInGo) {
    EXPECT_THAT(reading_of({{"1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n"},
                            {"2_b.go", "package migrations"},
                            {"2_b_test.go", "package migrations"}}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;", "2 b |  | -",
                            "other-language 2_b.go: a migration in Go, which the tool cannot run"));
}

}  // namespace
}  // namespace migration
