#include "set/migration.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "support/sets.hpp"

namespace migration {
namespace {

// Each list is in ascending order.
const std::vector<std::vector<std::string>> ascending{
    {"1", "2", "9", "10", "100"},
    {"001", "2", "010", "11"},
    {"0", "000001", "20240101120000", "20240101120001"},
    {"1", "1.1", "1.2", "1.10", "2"},
    {"2023-12-31", "2024-1-2", "2024-01-10", "2024-10-01"},
    {"20170426134008", "20241108160105", "20241108160105.2", "20241108160105.10", "20241108160106"},
    {"2", "20240101000000", "seeds.001", "seeds.2", "seeds.010"},
    {"006", "006a", "006b", "7", "7a", "20240131", "20240131a", "20240201"},
};

TEST(VersionLess, OrdersEveryPair) {
    for (const auto& versions : ascending)
        for (std::size_t a = 0; a < versions.size(); ++a)
            for (std::size_t b = 0; b < versions.size(); ++b)
                EXPECT_EQ(version_less(versions[a], versions[b]), a < b)
                    << versions[a] << " and " << versions[b];
}

TEST(SameVersion, DoesNotMindLeadingZeros) {
    EXPECT_TRUE(same_version("1", "001"));
    EXPECT_TRUE(same_version("0", "000"));
    EXPECT_TRUE(same_version("2024-01-02", "2024-1-2"));
    EXPECT_TRUE(same_version("seeds.1", "seeds.001"));
    EXPECT_FALSE(same_version("1", "10"));
    EXPECT_FALSE(same_version("1", "seeds.1"));
    EXPECT_FALSE(same_version("1", "1.0"));
}

TEST(MigrationSetFind, FindsAVersionHoweverItIsWritten) {
    const MigrationSet set = set_of(2);
    ASSERT_NE(set.find("2"), nullptr);
    EXPECT_EQ(set.find("2")->slug, "t2");
    EXPECT_EQ(set.find("0002"), set.find("002"));
    EXPECT_EQ(set.find("3"), nullptr);
    EXPECT_EQ(set.find(""), nullptr);
}

// The layout gives the order; here it is that of texts.
MigrationSet set_in_text_order() {
    MigrationSet set;
    for (const char* version : {"10", "100", "2", "21", "3"})
        set.migrations.push_back(migration_of(version, "a", "SELECT 1;", "SELECT 2;"));
    return set;
}

TEST(MigrationSetFind, FindsEachVersionInAnyOrder) {
    const MigrationSet set = set_in_text_order();
    for (const auto& migration : set.migrations) EXPECT_EQ(set.find(migration.version), &migration);
    EXPECT_EQ(set.find("1"), nullptr);
    EXPECT_EQ(set.position("2"), 2U);
    EXPECT_EQ(set.position("1"), std::nullopt);
}

TEST(MigrationSetIsBefore, FollowsTheSetAndOfUnknownVersionsTheText) {
    const MigrationSet set = set_in_text_order();
    EXPECT_TRUE(set.is_before("100", "2"));
    EXPECT_FALSE(set.is_before("2", "100"));
    EXPECT_FALSE(set.is_before("2", "02"));
    EXPECT_TRUE(set.is_before("3", "4"));
    EXPECT_TRUE(set.is_before("4", "10"));
}

TEST(MigrationDigest, ChangesWithEverythingThatDecidesWhatItDoes) {
    const auto make = [](const std::string& down) {
        return migration_of("001", "a", "SELECT 1;", down);
    };
    const Migration original = make("SELECT 2;");
    EXPECT_EQ(original.digest(), make("SELECT 2;").digest());
    EXPECT_NE(original.digest(), make("SELECT 3;").digest());
    EXPECT_NE(original.digest(), make("").digest());
    Migration renamed = original;
    renamed.slug = "b";
    EXPECT_NE(original.digest(), renamed.digest());
    Migration verified = original;
    verified.verify = script_of("SELECT true;");
    EXPECT_NE(original.digest(), verified.digest());
    Migration tried = original;
    tried.verify = trying_script_of("SELECT true;");
    EXPECT_NE(verified.digest(), tried.digest());
}

TEST(MigrationSetDigest, ChangesWithOptionsAndOrder) {
    const MigrationSet original = set_of(2);
    std::vector<MigrationSet> others(6, original);
    others[0].name = "town";
    others[1].ledger.schema = "ops";
    others[2].idempotence = Idempotence::safe;
    others[3].column_order = ColumnOrder::ignore;
    others[4].prerequisites = script_of("CREATE SCHEMA s;");
    std::swap(others[5].migrations[0], others[5].migrations[1]);
    EXPECT_EQ(original.digest(), set_of(2).digest());
    EXPECT_TRUE(original.digest().starts_with("sha256:"));
    for (std::size_t i = 0; i < others.size(); ++i)
        EXPECT_NE(others[i].digest(), original.digest()) << i;
}

}  // namespace
}  // namespace migration
