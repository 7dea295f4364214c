#include "set/read_tree.hpp"

#include <gmock/gmock.h>

#include "apply/plan.hpp"
#include "base/error.hpp"
#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

Files two_stores() {
    return {{"timescaledb/001_metrics.up.sql", "SELECT 1;"},
            {"timescaledb/001_metrics.down.sql", "SELECT 1;"},
            {"postgres/001_users.sql", "SELECT 2;"},
            {"postgres/001_users_rollback.sql", "SELECT 2;"},
            {"postgres/002_pets.sql", "SELECT 3;"},
            {"postgres/002_pets_rollback.sql", "SELECT 3;"}};
}

class Tree : public SetFolder {
public:
    Tree(const Files& files, std::vector<std::string> stores) : SetFolder(files) {
        options.stores = std::move(stores);
    }
};

LedgerRow row_of(const std::string& version) {
    LedgerRow row;
    row.version = version;
    row.slug = "a";
    return row;
}

std::vector<std::string> undone(const MigrationSet& set, std::vector<std::string> applied,
                                DownOptions options) {
    std::vector<LedgerRow> rows;
    for (const auto& version : applied) rows.push_back(row_of(version));
    std::vector<std::string> versions;
    for (const auto& step : plan_down(set, rows, options)) versions.push_back(step.row.version);
    return versions;
}

TEST(ReadTree, ReadsTheStoresInTheirOrderEachInItsLayout) {
    const Tree folder(two_stores(), {"timescaledb", "postgres"});
    EXPECT_THAT(reading_of(folder), ElementsAre("timescaledb.001 metrics | SELECT 1; | SELECT 1;",
                                                "postgres.001 users | SELECT 2; | SELECT 2;",
                                                "postgres.002 pets | SELECT 3; | SELECT 3;"));
    const auto set = folder.sound_set();
    EXPECT_EQ(set.layout, "tree");
    EXPECT_EQ(set.migrations[1].store, "postgres");
    EXPECT_EQ(set.migrations[1].up.file, "postgres/001_users.sql");
    EXPECT_THAT(set.stores, ElementsAre("timescaledb", "postgres"));
}

TEST(ReadTree, DependsWithinAStoreAndAcross) {
    auto files = two_stores();
    files[2].second = "-- @depends: 002, timescaledb.001\nSELECT 2;";
    const Tree folder(files, {"timescaledb", "postgres"});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre(testing::StartsWith("timescaledb.001"), testing::StartsWith("postgres.002"),
                    testing::StartsWith("postgres.001"),
                    "depends-order postgres/001_users.sql:1: \"postgres.001_users\" is "
                    "applied behind \"postgres.002_pets\", which it depends on"));
}

TEST(ReadTree, TakesTheOptionsOfItsRoot) {
    auto files = two_stores();
    files.emplace_back("migrations.toml",
                       "stores = [\"postgres\", \"timescaledb\"]\n[[script]]\n"
                       "migration = \"postgres.002_*\"\nno_transaction = true\n");
    const auto set = SetFolder(files).sound_set();
    EXPECT_EQ(set.migrations.front().version, "postgres.001");
    EXPECT_TRUE(set.migrations[0].up.transactional);
    EXPECT_FALSE(set.migrations[1].up.transactional);
}

TEST(ReadTree, NamesAStoreThatIsNone) {
    const auto refused = [](std::vector<std::string> stores) {
        try {
            Tree(two_stores(), std::move(stores)).read();
        } catch (const Error& error) {
            return std::string(error.what());
        }
        return std::string("read");
    };
    EXPECT_EQ(refused({"timescale"}), "unknown store: \"timescale\"");
    EXPECT_EQ(refused({"postgres", "postgres"}), "a store is named twice: \"postgres\"");
    const Files files{{"postgres/001_users.sql", "SELECT 2;"}};
    EXPECT_THROW(Tree(files, {"timescaledb"}).read(), Error);
}

TEST(PlanOfATree, UndoesWhatWasAppliedLastWhateverItsStore) {
    const auto set = Tree(two_stores(), {"timescaledb", "postgres"}).sound_set();
    const std::vector<std::string> applied{"postgres.001", "timescaledb.001", "postgres.002"};
    EXPECT_THAT(undone(set, applied, {2, {}}), ElementsAre("postgres.002", "timescaledb.001"));
    EXPECT_THAT(undone(set, applied, {1, "timescaledb.001"}), ElementsAre("postgres.002"));
    EXPECT_THAT(undone(set, applied, {1, "0"}),
                ElementsAre("postgres.002", "timescaledb.001", "postgres.001"));
}

TEST(PlanOfATree, KnowsLateMigrationsOfEachStore) {
    auto files = two_stores();
    const auto set = Tree(files, {"timescaledb", "postgres"}).sound_set();
    const auto row = [&](std::size_t index) {
        LedgerRow applied = row_of(set.migrations[index].version);
        applied.checksum = set.migrations[index].up.checksum;
        return applied;
    };
    // The first store is not late because a later one has been brought up.
    EXPECT_EQ(plan_up(set, {row(1), row(2)}, {}).size(), 1U);
    EXPECT_THROW(plan_up(set, {row(2)}, {}), Error);
    EXPECT_THAT(newer_versions(set, {row_of("timescaledb.009"), row_of("postgres.000")}),
                testing::SizeIs(1));
}

}  // namespace
}  // namespace migration
