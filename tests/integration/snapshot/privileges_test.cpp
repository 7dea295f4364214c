#include "snapshot/fingerprint.hpp"
#include "support/snapshot_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class SnapshotOfPrivilegesTest : public SnapshotTest {
protected:
    void SetUp() override {
        SnapshotTest::SetUp();
        if (!IsSkipped()) run("CREATE ROLE joe");
    }
    void TearDown() override {
        if (!IsSkipped()) run("DROP OWNED BY joe CASCADE; DROP ROLE joe");
        SnapshotTest::TearDown();
    }
};

const char* const granted_table =
    "CREATE TABLE t (a int, b int); CREATE SEQUENCE q; CREATE FUNCTION f() RETURNS int LANGUAGE "
    "sql AS "
    "'SELECT 1'; CREATE TYPE e AS ENUM (); CREATE SCHEMA s";

TEST_F(SnapshotOfPrivilegesTest, SeesGrants) {
    expect_changes({
        {granted_table, "GRANT SELECT ON t TO joe", {"privileges of table public.t"}},
        {granted_table, "GRANT SELECT ON t TO PUBLIC", {"privileges of table public.t"}},
        {granted_table, "GRANT SELECT (a) ON t TO joe", {"privileges of column public.t.a"}},
        {granted_table, "GRANT USAGE ON SEQUENCE q TO joe", {"privileges of sequence public.q"}},
        {granted_table,
         "REVOKE EXECUTE ON FUNCTION f FROM PUBLIC",
         {"privileges of function public.f()"}},
        {granted_table, "REVOKE USAGE ON TYPE e FROM PUBLIC", {"privileges of type public.e"}},
        {granted_table,
         "GRANT USAGE ON SCHEMA s TO joe WITH GRANT OPTION",
         {"privileges of schema s"}},
        {granted_table,
         "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO joe",
         {"default privileges of postgres on tables in schema s"}},
    });
}

TEST_F(SnapshotOfPrivilegesTest, SeesTheRightToGrantOn) {
    run("CREATE TABLE t (); GRANT SELECT ON t TO joe");
    EXPECT_THAT(keys_of("GRANT SELECT ON t TO joe WITH GRANT OPTION"),
                ElementsAre("privileges of table public.t"));
}

TEST_F(SnapshotOfPrivilegesTest, DoesNotTellDefaultsFromNull) {
    for (const char* sql :
         {"GRANT SELECT ON t TO joe; REVOKE SELECT ON t FROM joe",
          "GRANT USAGE ON SEQUENCE q TO joe; REVOKE USAGE ON SEQUENCE q FROM joe",
          "REVOKE EXECUTE ON FUNCTION f FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO PUBLIC",
          "REVOKE USAGE ON TYPE e FROM PUBLIC; GRANT USAGE ON TYPE e TO PUBLIC",
          "GRANT USAGE ON SCHEMA s TO joe; REVOKE USAGE ON SCHEMA s FROM joe",
          "GRANT SELECT (a) ON t TO joe; REVOKE SELECT (a) ON t FROM joe"}) {
        run("DROP SCHEMA IF EXISTS s CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        run(granted_table);
        EXPECT_THAT(keys_of(sql), ElementsAre()) << sql;
    }
}

TEST_F(SnapshotOfPrivilegesTest, SeesOwners) {
    expect_changes({
        {granted_table, "ALTER TABLE t OWNER TO joe", {"owner of table public.t"}},
        {granted_table, "ALTER FUNCTION f OWNER TO joe", {"owner of function public.f()"}},
        {granted_table, "ALTER SCHEMA s OWNER TO joe", {"owner of schema s"}},
        {granted_table, "ALTER TYPE e OWNER TO joe", {"owner of type public.e"}},
    });
}

TEST_F(SnapshotOfPrivilegesTest, DoesNotCountInTheFingerprint) {
    run("CREATE TABLE t ()");
    const Snapshot before = take();
    run("GRANT SELECT ON t TO joe; ALTER TABLE t OWNER TO joe");
    EXPECT_NE(take(), before);
    EXPECT_EQ(Fingerprint(take()).text(), Fingerprint(before).text());
}

}  // namespace
}  // namespace migration
