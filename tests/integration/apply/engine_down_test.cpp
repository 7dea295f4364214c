#include <gmock/gmock.h>

#include "support/engine_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class EngineDownTest : public EngineTest {
protected:
    static Migration table(const std::string& down) {
        return migration_of("001", "a", "CREATE TABLE t (a int);", down);
    }
};

TEST_F(EngineDownTest, UndoesAndForgets) {
    const Migration migration = table("DROP TABLE t;");
    up(migration);
    down(migration);
    EXPECT_FALSE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre());
    EXPECT_THAT(history(), ElementsAre("up 001 done", "down 001 done"));
}

TEST_F(EngineDownTest, LeavesAllAsItWasWhenItFails) {
    const Migration migration = table("DROP TABLE t;\nDROP TABLE t;");
    up(migration);
    expect_error(ErrorKind::failed, "dir/001_a.down.sql:2: table \"t\" does not exist",
                 [&] { down(migration); });
    EXPECT_TRUE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
    EXPECT_THAT(history(), ElementsAre("up 001 done", "down 001 failed"));
}

TEST_F(EngineDownTest, UndoesAnUnknownVersionByItsStoredScript) {
    up(table("-- @lossy: x\nBEGIN;\nSET search_path = pg_catalog;\nDROP TABLE public.t;\nCOMMIT;"));
    engine().down(ledger().applied().at(0));
    EXPECT_FALSE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre());
    EXPECT_THAT(history(), ElementsAre("up 001 done", "down 001 done"));
    EXPECT_EQ(value("SHOW search_path"), "\"$user\", public");
}

TEST_F(EngineDownTest, LeavesAllAsItWasWhenTheStoredScriptFails) {
    up(table("DROP TABLE t; SELECT nothing;"));
    EXPECT_EQ(error_of([&] { engine().down(ledger().applied().at(0)); })->kind(),
              ErrorKind::failed);
    EXPECT_TRUE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
    EXPECT_THAT(history(), ElementsAre("up 001 done", "down 001 failed"));
}

TEST_F(EngineDownTest, RunsAScriptThatRefusesATransaction) {
    const Migration migration =
        migration_of("001", "a", "CREATE TABLE t (a int); CREATE INDEX i ON t (a);",
                     "DROP INDEX CONCURRENTLY i;\nDROP TABLE t;");
    up(migration);
    down(migration);
    EXPECT_FALSE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre());
}

TEST_F(EngineDownTest, UndoesAnUnknownVersionByAStoredScriptThatRefusesATransaction) {
    up(migration_of("001", "a", "CREATE TABLE t (a int); CREATE INDEX i ON t (a);",
                    "DROP INDEX CONCURRENTLY i;"));
    engine().down(ledger().applied().at(0));
    EXPECT_FALSE(exists("i"));
}

TEST_F(EngineDownTest, UndoesAnUnknownVersionByAStoredScriptWithCopyData) {
    up(migration_of("001", "a", "CREATE TABLE t (a int);",
                    "INSERT INTO t VALUES (0);\nCOPY t FROM stdin;\n1\n\\.\n"));
    engine().down(ledger().applied().at(0));
    EXPECT_EQ(value("SELECT count(*) FROM t"), "2");
}

}  // namespace
}  // namespace migration
