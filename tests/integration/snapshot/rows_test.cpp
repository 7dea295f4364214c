#include "ledger/ledger.hpp"
#include "support/snapshot_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class SnapshotOfRowsTest : public SnapshotTest {};

TEST_F(SnapshotOfRowsTest, SeesEveryChangeOfRows) {
    run("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (2, NULL)");
    for (const char* sql : {"INSERT INTO t VALUES (3, 'z')", "UPDATE t SET b = 'y' WHERE a = 1",
                            "UPDATE t SET b = '' WHERE a = 2", "INSERT INTO t VALUES (3, 'z')",
                            "DELETE FROM t WHERE a = 1", "TRUNCATE t"})
        EXPECT_THAT(keys_of(sql), ElementsAre("rows of table public.t")) << sql;
}

TEST_F(SnapshotOfRowsTest, SeesValuesThatMovedBetweenColumns) {
    run("CREATE TABLE t (a text, b text); INSERT INTO t VALUES ('x', NULL)");
    EXPECT_THAT(keys_of("UPDATE t SET a = NULL, b = 'x'"), ElementsAre("rows of table public.t"));
}

TEST_F(SnapshotOfRowsTest, SeesADuplicateRow) {
    run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1), (2)");
    EXPECT_THAT(keys_of("DELETE FROM t; INSERT INTO t VALUES (1), (2), (2)"),
                ElementsAre("rows of table public.t"));
}

TEST_F(SnapshotOfRowsTest, DoesNotMindTheOrderOfRows) {
    run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2), (3)");
    EXPECT_THAT(keys_of("DELETE FROM t; INSERT INTO t VALUES (3), (1), (2)"), ElementsAre());
    EXPECT_THAT(keys_of("UPDATE t SET a = a"), ElementsAre());
}

TEST_F(SnapshotOfRowsTest, DoesNotMindTheOrderOfColumns) {
    run("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x')");
    EXPECT_THAT(
        keys_of("DROP TABLE t; CREATE TABLE t (b text, a int); INSERT INTO t VALUES ('x', 1)"),
        ElementsAre("column order of table public.t"));
}

TEST_F(SnapshotOfRowsTest, DoesNotMindHowTheSessionShowsValues) {
    run("CREATE TABLE t (a timestamptz, b float8, c interval, d bytea); "
        "INSERT INTO t VALUES ('2024-01-01 00:00Z', 0.1, '1 day 2 hours', 'x')");
    Snapshot before = take();
    run("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', "
        "current_database()); "
        "EXECUTE format('ALTER DATABASE %I SET extra_float_digits = -5', current_database()); "
        "EXECUTE format('ALTER DATABASE %I SET intervalstyle = iso_8601', current_database()); "
        "EXECUTE format('ALTER DATABASE %I SET bytea_output = escape', current_database()); "
        "EXECUTE format('ALTER DATABASE %I SET search_path = pg_catalog', current_database()); END "
        "$$");
    Session fresh = connect();
    SnapshotReader reader(fresh, {});
    Snapshot after = reader.take();
    std::erase_if(after, [](const auto& entry) { return entry.second.facet == Facet::server; });
    std::erase_if(before, [](const auto& entry) { return entry.second.facet == Facet::server; });
    EXPECT_EQ(after, before);
}

TEST_F(SnapshotOfRowsTest, ReadsRowsThatPoliciesHide) {
    run("CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW "
        "LEVEL "
        "SECURITY");
    EXPECT_THAT(keys_of("INSERT INTO t VALUES (1)"), ElementsAre("rows of table public.t"));
}

TEST_F(SnapshotOfRowsTest, CountsRowsOfPartitionsAndChildrenOnce) {
    run("CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF t DEFAULT; "
        "CREATE TABLE up (a int); CREATE TABLE child () INHERITS (up)");
    EXPECT_THAT(keys_of("INSERT INTO t VALUES (1)"), ElementsAre("rows of table public.p"));
    EXPECT_THAT(keys_of("INSERT INTO child VALUES (1)"), ElementsAre("rows of table public.child"));
}

TEST_F(SnapshotOfRowsTest, LeavesRowsOutWhereTheyAreNotAskedFor) {
    run("CREATE TABLE t (a int); CREATE SEQUENCE q");
    for (const auto& [key, entry] : take(Scope::without_rows))
        EXPECT_NE(entry.facet, Facet::rows) << key;
}

TEST_F(SnapshotOfRowsTest, LeavesTheLedgerOut) {
    const Snapshot before = take();
    Ledger(session(), LedgerName{}, "city").create();
    run("COMMENT ON COLUMN schema_migrations.version IS 'x'");
    EXPECT_EQ(take(), before);
    EXPECT_THAT(keys_of("CREATE TABLE schema_migrations_old ()"),
                testing::Contains("table public.schema_migrations_old"));
}

}  // namespace
}  // namespace migration
