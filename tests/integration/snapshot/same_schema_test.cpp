// Different ways to one schema give one snapshot.

#include "support/snapshot_test.hpp"

namespace migration {
namespace {

class SnapshotOfSameSchemaTest : public SnapshotTest {
protected:
    void expect_same(const std::string& one, const std::string& other) {
        run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        run(one);
        const Snapshot before = take();
        run("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        run(other);
        for (const auto& change : compare(before, take()))
            ADD_FAILURE() << change.key << ": " << change.before.value_or("-") << " / "
                          << change.after.value_or("-");
    }
};

TEST_F(SnapshotOfSameSchemaTest, ForgetsHolesBetweenColumns) {
    expect_same(
        "CREATE TABLE t (a int, b text); CREATE INDEX i ON t (b)",
        "CREATE TABLE t (a int, x int, b text); ALTER TABLE t DROP COLUMN x, DROP COLUMN b; ALTER "
        "TABLE t ADD COLUMN b text; "
        "CREATE INDEX i ON t (b)");
    expect_same(
        "CREATE TABLE t (a int, b int, g int GENERATED ALWAYS AS (b + 1) STORED); INSERT INTO t "
        "VALUES (1, "
        "2)",
        "CREATE TABLE t (a int); INSERT INTO t VALUES (1); ALTER TABLE t ADD x int; ALTER TABLE t "
        "DROP x; "
        "ALTER TABLE t ADD b int DEFAULT 2; ALTER TABLE t ALTER b DROP DEFAULT; "
        "ALTER TABLE t ADD g int GENERATED ALWAYS AS (b + 1) STORED");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsHowEnumValuesWereAdded) {
    expect_same(
        "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd')",
        "CREATE TYPE e AS ENUM ('a', 'd'); ALTER TYPE e ADD VALUE 'c' BEFORE 'd'; ALTER TYPE e ADD "
        "VALUE 'b' BEFORE 'c'");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsTheOrderOfCreation) {
    expect_same(
        "CREATE TABLE a (x int); CREATE TABLE b (x int); CREATE INDEX i ON a (x); CREATE INDEX j "
        "ON b (x)",
        "CREATE TABLE b (x int); CREATE INDEX j ON b (x); CREATE TABLE a (x int); CREATE INDEX i "
        "ON a (x)");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsHowDefinitionsWereWritten) {
    expect_same(
        "CREATE VIEW v AS SELECT   1 AS a; CREATE TABLE t (a int4 DEFAULT 1 CHECK (a>0), b "
        "varchar(5))",
        "create view public.v as select 1 as \"a\"; create table t (a integer, b character "
        "varying(5)); "
        "alter table t alter a set default 1; alter table t add check ((a > 0))");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsOverWhichSearchPathItWasMade) {
    expect_same("CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t",
                "SET search_path = ''; CREATE TABLE public.t (a int); CREATE VIEW public.v AS "
                "SELECT a FROM "
                "public.t; RESET search_path");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsThatAConstraintWasValidatedLater) {
    expect_same("CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0))",
                "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID; "
                "ALTER TABLE "
                "t VALIDATE CONSTRAINT k");
}

TEST_F(SnapshotOfSameSchemaTest, ForgetsAStatisticsTargetThatWasReset) {
    expect_same(
        "CREATE TABLE t (a int)",
        "CREATE TABLE t (a int); ALTER TABLE t ALTER a SET STATISTICS 5; ALTER TABLE t ALTER a SET "
        "STATISTICS -1; "
        "ALTER TABLE t SET (fillfactor = 50); ALTER TABLE t RESET (fillfactor)");
}

}  // namespace
}  // namespace migration
