// Production is looked at by roles that are no superusers: what they may not read must not stop
// them, and must not look like a difference.

#include "snapshot/level.hpp"
#include "snapshot/snapshot_reader.hpp"
#include "support/errors.hpp"
#include "support/snapshot_test.hpp"

namespace migration {
namespace {

class SnapshotByPlainRoleTest : public SnapshotTest {
protected:
    void SetUp() override {
        SnapshotTest::SetUp();
        if (!IsSkipped()) run("CREATE ROLE plain LOGIN");
    }
    void TearDown() override {
        if (!IsSkipped()) run("DROP OWNED BY plain CASCADE; DROP ROLE plain");
        SnapshotTest::TearDown();
    }

    Snapshot seen_by(const std::string& role, Scope scope) const {
        Session session(settings().with("user", role));
        return SnapshotReader(session, LedgerName{}).take(scope);
    }
};

TEST_F(SnapshotByPlainRoleTest, IsThatOfASuperuserButForTheServersOwn) {
    run("CREATE TABLE t (a serial PRIMARY KEY, b text DEFAULT 'x'); CREATE INDEX ON t (b); CREATE "
        "VIEW v AS "
        "SELECT * FROM t; "
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE TYPE e AS "
        "ENUM ('a'); "
        "CREATE PUBLICATION p FOR TABLE t; CREATE STATISTICS s ON a, b FROM t; ALTER TABLE t "
        "ENABLE ROW "
        "LEVEL SECURITY; "
        "CREATE POLICY o ON t; COMMENT ON TABLE t IS 'x'; SELECT lo_create(0); CREATE FOREIGN DATA "
        "WRAPPER "
        "w; "
        "CREATE SERVER r FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR plain SERVER r; "
        "CREATE SUBSCRIPTION u CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false); "
        "ALTER SUBSCRIPTION u SET (slot_name = NONE); GRANT SELECT ON t TO plain; "
        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO plain");
    Changes changes =
        compare(seen_by("postgres", Scope::without_rows), seen_by("plain", Scope::without_rows));
    std::erase_if(changes,
                  [](const auto& change) { return !counts_at(Level::owners, change.facet); });
    for (const auto& change : changes)
        ADD_FAILURE() << change.key << "\n  superuser: " << change.before.value_or("-")
                      << "\n  plain role: " << change.after.value_or("-");
    run("DROP SUBSCRIPTION u");
}

TEST_F(SnapshotByPlainRoleTest, SaysWhichTableItMayNotRead) {
    run("CREATE TABLE secret (a int); INSERT INTO secret VALUES (1); CREATE SEQUENCE hidden; "
        "CREATE TABLE forced (a int); INSERT INTO forced VALUES (1); GRANT SELECT ON forced TO "
        "plain; "
        "ALTER TABLE forced ENABLE ROW LEVEL SECURITY");
    const Snapshot seen = seen_by("plain", Scope::everything);
    EXPECT_EQ(seen.at("rows of table public.secret").definition, "hidden: no privilege");
    EXPECT_EQ(seen.at("value of sequence public.hidden").definition, "hidden: no privilege");
    EXPECT_EQ(seen.at("rows of table public.forced").definition, "hidden: row-level security");
}

}  // namespace
}  // namespace migration
