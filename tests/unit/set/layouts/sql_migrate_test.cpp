#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(SqlMigrateLayout, TakesTheWholeNameForTheVersion) {
    const std::string text = "-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n";
    EXPECT_THAT(
        reading_of({{"10-a.sql", text}, {"9-b.sql", text}, {"9-c.sql", text}, {"users.sql", text}}),
        ElementsAre("9-b  | SELECT 1; | SELECT 2;", "9-c  | SELECT 1; | SELECT 2;",
                    "10-a  | SELECT 1; | SELECT 2;", "users  | SELECT 1; | SELECT 2;"));
}

TEST(SqlMigrateLayout, LetsSectionsAlternate) {
    EXPECT_THAT(reading_of({{"1.sql",
                             "-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n"
                             "-- +migrate Up notransaction\nSELECT 3;\n"}}),
                ElementsAre("1  | (alone) SELECT 1; SELECT 3; | SELECT 2;"));
}

TEST(SqlMigrateLayout, DropsCommentLinesEvenInStringsAndKeepsAnnotations) {
    EXPECT_THAT(reading_of({{"1.sql",
                             "ignored\n-- +migrate Up\n-- @lossy: why\n-- a remark\nSELECT '\n"
                             "-- gone\n--kept';\n-- +migrate Down\nSELECT 2;\n"}}),
                ElementsAre("1  | SELECT ' --kept'; | SELECT 2;"));
}

TEST(SqlMigrateLayout, ReportsACommandThatSqlMigrateIgnores) {
    EXPECT_THAT(reading_of({{"1.sql", "-- +migrate Up\nSELECT 1;\n-- +migrate down\nSELECT 2;\n"}}),
                ElementsAre("1  | SELECT 1; SELECT 2; | -",
                            "section 1.sql:3: sql-migrate ignores this command: \"-- +migrate "
                            "down\""));
}

}  // namespace
}  // namespace migration
