#include <gmock/gmock.h>

#include "base/tool_version.hpp"
#include "support/engine_test.hpp"

namespace migration {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class EngineUpTest : public EngineTest {};

Migration only_up(const std::string& up) {
    return migration_of("001", "a", up, "");
}

TEST_F(EngineUpTest, AppliesAndRecordsWithTheDownThatUndoesIt) {
    const Migration migration =
        migration_of("001", "a", "BEGIN;\nCREATE TABLE t (a int);\nCOMMIT;", "-- x\nDROP TABLE t;");
    engine().up(migration, "sha256:f");
    EXPECT_TRUE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
    EXPECT_THAT(history(), ElementsAre("up 001 done"));
    const auto row = ledger().applied().at(0);
    EXPECT_EQ(row.checksum, migration.up.checksum);
    EXPECT_EQ(row.fingerprint, "sha256:f");
    EXPECT_THAT(row.down_sql.value(), testing::HasSubstr("DROP TABLE t;\n"));
    EXPECT_EQ(row.tool_version, tool_version());
    EXPECT_FALSE(session().in_transaction());
}

TEST_F(EngineUpTest, LeavesNothingOfAScriptThatFails) {
    expect_error(ErrorKind::failed, "dir/001_a.up.sql:3: relation \"nothing\" does not exist", [&] {
        up(only_up("CREATE TABLE t (a int);\n\nINSERT INTO nothing VALUES (1);\n"));
    });
    EXPECT_FALSE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre());
    EXPECT_THAT(history(), ElementsAre("up 001 failed"));
    EXPECT_EQ(ledger().history().at(0).error,
              "dir/001_a.up.sql:3: relation \"nothing\" does not exist");
    EXPECT_FALSE(session().in_transaction());
}

TEST_F(EngineUpTest, RollsBackWhenVerificationDoesNotHold) {
    struct Case {
        const char* verify;
        const char* message;
    };
    for (const auto& [verify, message] :
         {Case{"SELECT count(*) = 1 FROM t;",
               "dir/v.sql:1: verification is not true: \"SELECT count(*) = 1 FROM t\""},
          Case{"SELECT a FROM t;",
               "dir/v.sql:1: verification returned no row: \"SELECT a FROM t\""},
          Case{"SELECT 1;\nSELECT x FROM t;", "dir/v.sql:2: column \"x\" does not exist"}}) {
        Migration migration = only_up("CREATE TABLE t (a int);");
        migration.verify = script_of(verify, "v.sql");
        expect_error(ErrorKind::failed, message, [&] { up(migration); });
        EXPECT_FALSE(exists("t")) << verify;
    }
    EXPECT_THAT(applied(), ElementsAre());
}

TEST_F(EngineUpTest, CommitsWhenVerificationHolds) {
    Migration migration = only_up("CREATE TABLE t (a int);");
    migration.verify =
        script_of("SELECT count(*) = 0 FROM t; SELECT 1; DO $$ BEGIN END $$;", "v.sql");
    up(migration);
    EXPECT_THAT(applied(), ElementsAre("001 applied"));
}

TEST_F(EngineUpTest, KeepsNothingOfAVerifyScriptThatFailsByErrorsAlone) {
    for (const std::string up_text :
         {"CREATE TABLE t (a int);", "-- @no-transaction\nCREATE TABLE u (a int);"}) {
        const bool is_alone = up_text.starts_with("--");
        Migration migration = migration_of(is_alone ? "002" : "001", "a", up_text, "");
        migration.verify = trying_script_of(
            "BEGIN;\nCREATE TABLE v (a int);\nSELECT false WHERE "
            "false;\nSET search_path = nowhere;\nROLLBACK;\nBEGIN;\nCREATE TABLE v ();\nROLLBACK;\n"
            "CREATE TABLE v ();");
        up(migration);
        EXPECT_TRUE(exists(is_alone ? "u" : "t"));
        EXPECT_FALSE(exists("v"));
        EXPECT_FALSE(session().in_transaction());
    }
    EXPECT_THAT(applied(), ElementsAre("001 applied", "002 applied"));
}

TEST_F(EngineUpTest, RollsBackWhenAVerifyScriptHasAnError) {
    Migration migration = only_up("CREATE TABLE t (a int);");
    migration.verify = trying_script_of("BEGIN;\nSELECT 1 / count(*) FROM t;\nROLLBACK;");
    expect_error(ErrorKind::failed, "dir/v.sql:2: division by zero", [&] { up(migration); });
    EXPECT_FALSE(exists("t"));
    EXPECT_THAT(applied(), ElementsAre());
    EXPECT_FALSE(session().in_transaction());
}

TEST_F(EngineUpTest, FindsADeferredConstraintBeforeItRecords) {
    run("CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p DEFERRABLE "
        "INITIALLY "
        "DEFERRED)");
    const auto error = error_of([&] { up(only_up("INSERT INTO c VALUES (1);")); });
    EXPECT_THAT(error->what(), HasSubstr("violates foreign key constraint"));
    EXPECT_THAT(applied(), ElementsAre());
    EXPECT_THAT(history(), ElementsAre("up 001 failed"));
}

TEST_F(EngineUpTest, CopiesDataThatStandsInTheScript) {
    up(
        only_up("CREATE TABLE t (a int, b text);\nCOPY t FROM stdin;\n1\tit's; "
                "ä\n2\t\\N\n\\.\nUPDATE t SET "
                "a = a + 1;\n"));
    EXPECT_EQ(value("SELECT string_agg(a || coalesce(b, '-'), ' ' ORDER BY a) FROM t"),
              "2it's; ä 3-");
}

TEST_F(EngineUpTest, KeepsSessionSettingsFromTheNextScriptAndTheLedger) {
    run("CREATE ROLE engine_nobody; CREATE SCHEMA s; CREATE TABLE s.schema_migrations (x int)");
    up(migration_of(
        "001", "a",
        "SET search_path = s; SET ROLE engine_nobody; SET statement_timeout = '1min'; PREPARE p "
        "AS SELECT 1;\n"
        "CREATE TEMP TABLE schema_migrations (x int); SET client_min_messages = error;",
        ""));
    EXPECT_EQ(value("SELECT current_user || ' ' || current_setting('search_path') || ' ' || "
                    "current_setting('statement_timeout')"),
              "postgres \"$user\", public 0");
    EXPECT_EQ(value("SELECT count(*) FROM pg_prepared_statements WHERE name = 'p'"), "0");
    up(migration_of("002", "b", "CREATE TABLE t (a int);", ""));
    EXPECT_TRUE(exists("public.t"));
    EXPECT_THAT(applied(), ElementsAre("001 applied", "002 applied"));
    run("DROP ROLE engine_nobody");
}

TEST_F(EngineUpTest, NotesAFailedScriptThatChangedItsRole) {
    run("CREATE ROLE engine_nobody");
    EXPECT_THROW(up(only_up("SET SESSION AUTHORIZATION engine_nobody; SELECT nothing;")), Error);
    EXPECT_THAT(history(), ElementsAre("up 001 failed"));
    EXPECT_EQ(value("SELECT current_user"), "postgres");
    run("DROP ROLE engine_nobody");
}

TEST_F(EngineUpTest, HoldsTheTimeoutsThatTheScriptAsksForOnlyThere) {
    const auto error =
        error_of([&] { up(only_up("-- @statement-timeout: 50ms\nSELECT pg_sleep(30);")); });
    EXPECT_STREQ(error->what(), "dir/001_a.up.sql:2: canceling statement due to statement timeout");
    up(only_up(
        "-- @lock-timeout: 5s\nCREATE TABLE t AS SELECT current_setting('lock_timeout') AS seen;"));
    EXPECT_EQ(value("SELECT seen FROM t"), "5s");
    EXPECT_EQ(value("SHOW lock_timeout"), "0");
}

TEST_F(EngineUpTest, CallsTheHookInsideTheTransactionBeforeTheLedger) {
    std::vector<std::string> seen;
    engine().hooks().recording = [&](Batch& open, const auto&) {
        seen.push_back(open.rows("SELECT count(*) FROM t").text(0, 0));
        seen.push_back(open.rows("SELECT count(*) FROM schema_migrations").text(0, 0));
        throw Error(ErrorKind::mismatch, "not as validated");
    };
    expect_error(ErrorKind::mismatch, "not as validated",
                 [&] { up(only_up("CREATE TABLE t ();")); });
    EXPECT_THAT(seen, ElementsAre("0", "0"));
    EXPECT_FALSE(exists("t"));
}

}  // namespace
}  // namespace migration
