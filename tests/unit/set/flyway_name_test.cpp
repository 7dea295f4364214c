#include "set/flyway_name.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

std::string parts_of_name(std::string_view path) {
    const auto name = flyway_name(path);
    if (!name) return "-";
    const char* const kinds[] = {"V", "U", "B", "R", "callback"};
    return std::string(kinds[static_cast<int>(name->kind)]) + " | " + name->version + " | " +
           name->description;
}

TEST(FlywayName, ReadsVersionsWithPointsAndUnderscores) {
    EXPECT_EQ(parts_of_name("V1__a.sql"), "V | 1 | a");
    EXPECT_EQ(parts_of_name("sub/V1_2__three_four.sql"), "V | 1.2 | three_four");
    EXPECT_EQ(parts_of_name("V1.2.0__a b.SQL"), "V | 1.2.0 | a b");
    EXPECT_EQ(parts_of_name("V008___a.sql"), "V | 008 | _a");
    EXPECT_EQ(parts_of_name("V20240131120000__a__b.sql"), "V | 20240131120000 | a__b");
    EXPECT_EQ(parts_of_name("V7.sql"), "V | 7 | ");
    EXPECT_EQ(parts_of_name("U1_2__a.sql"), "U | 1.2 | a");
    EXPECT_EQ(parts_of_name("B3__a.sql"), "B | 3 | a");
}

TEST(FlywayName, ReadsRepeatablesAndCallbacks) {
    EXPECT_EQ(parts_of_name("R__my_view.sql"), "R |  | my_view");
    EXPECT_EQ(parts_of_name("afterMigrate.sql"), "callback |  | afterMigrate");
    EXPECT_EQ(parts_of_name("beforeEachMigrate__grants.sql"), "callback |  | beforeEachMigrate");
}

TEST(FlywayName, IgnoresWhatFlywayIgnores) {
    for (const char* path :
         {"v2__x.sql", "V3_single.sql", "V1-2__x.sql", "V__x.sql", "V1___.txt", "R1__x.sql",
          "Rename.sql", "V1a__x.sql", "V1..2__x.sql", "V1__x.sql.conf", "README.sql", "V.sql",
          "R.sql", "aftermigrate.sql", "1__x.sql", ".sql", ""})
        EXPECT_EQ(parts_of_name(path), "-") << path;
}

TEST(FlywayName, ReadsOtherSuffixes) {
    EXPECT_EQ(flyway_name("V2__x.java", ".java")->version, "2");
    EXPECT_FALSE(flyway_name("V2__x.sql", ".java"));
}

TEST(FlywayVersion, ComparesGroupByGroupWithMissingOnesAsZero) {
    const auto is_same = [](std::string_view a, std::string_view b) {
        return !flyway_version_less(a, b) && !flyway_version_less(b, a);
    };
    EXPECT_TRUE(flyway_version_less("2", "10"));
    EXPECT_TRUE(flyway_version_less("1.9", "1.10"));
    EXPECT_TRUE(flyway_version_less("1", "1.0.1"));
    EXPECT_TRUE(flyway_version_less("20170831", "20170831230457"));
    EXPECT_TRUE(flyway_version_less("2017.08", "1000000000000000000000000000000"));
    EXPECT_TRUE(is_same("8", "008"));
    EXPECT_TRUE(is_same("1", "1.0.0"));
    EXPECT_TRUE(is_same("0", "0.0"));
}

}  // namespace
}  // namespace migration
