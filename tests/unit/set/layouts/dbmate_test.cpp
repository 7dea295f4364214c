#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

TEST(DbmateLayout, CutsEachFileAtItsBlocks) {
    EXPECT_THAT(
        reading_of({{"20220807_users.sql",
                     "-- migrate:up\nCREATE TABLE u ();\n\n-- migrate:down\nDROP TABLE u;\n"},
                    {"20220808.sql", "--migrate:up\nSELECT 1;\n--  migrate:down\n"}}),
        ElementsAre("20220807 users | CREATE TABLE u (); | DROP TABLE u;",
                    "20220808  | SELECT 1; | ", "empty-script 20220808.sql: the script is empty"));
}

TEST(DbmateLayout, SwitchesTheTransactionOffForEachDirection) {
    EXPECT_THAT(
        reading_of({{"1_a.sql",
                     "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\nSELECT 2;\n"},
                    {"2_b.sql",
                     "-- migrate:up transaction:true x:y\nSELECT 1;\n"
                     "-- migrate:down  x:y  transaction:false\nSELECT 2;\n"}}),
        ElementsAre("1 a | (alone) SELECT 1; | SELECT 2;", "2 b | SELECT 1; | (alone) SELECT 2;"));
}

TEST(DbmateLayout, OrdersVersionsAsText) {
    const std::string text = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";
    EXPECT_THAT(reading_of({{"10_a.sql", text}, {"9_b.sql", text}}),
                ElementsAre("10 a | SELECT 1; | SELECT 2;", "9 b | SELECT 1; | SELECT 2;"));
}

TEST(DbmateLayout, ReportsTheFilesThatDbmateRefuses) {
    EXPECT_THAT(
        reading_of(
            {{"1_a.sql", "SELECT 0;\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n"},
             {"2_b.sql", "-- migrate:up\nSELECT 1;\n"},
             {"3_c.sql", "-- migrate:down\nSELECT 2;\n-- migrate:up\nSELECT 1;\n"}}),
        ElementsAre(
            "1 a | SELECT 1; | SELECT 2;", "2 b | SELECT 1; | -", "3 c | SELECT 1; | SELECT 2;",
            "section 1_a.sql:1: a statement above the first section: \"SELECT 0;\"",
            "missing-down 2_b.sql: no down script for migration \"2_b\"",
            "section 3_c.sql:1: a down script above the up script: \"-- migrate:down\"",
            "section 3_c.sql:3: a section that the file cannot have here: \"-- migrate:up\""));
}

}  // namespace
}  // namespace migration
