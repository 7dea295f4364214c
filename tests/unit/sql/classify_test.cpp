#include "sql/classify.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

void expect_kind(StatementKind kind, std::initializer_list<const char*> statements,
                 const LedgerName& ledger = {}) {
    for (const char* statement : statements) {
        const Classified found = classify(statement, ledger, usual_search_path(ledger));
        EXPECT_EQ(static_cast<int>(found.kind), static_cast<int>(kind)) << statement;
        EXPECT_FALSE(found.problem) << statement;
    }
}

TEST(Classify, TellsTransactionControl) {
    expect_kind(StatementKind::begin,
                {"BEGIN", "begin work", "BEGIN ISOLATION LEVEL SERIALIZABLE", "START TRANSACTION"});
    expect_kind(StatementKind::commit, {"COMMIT", "END", "COMMIT WORK"});
    expect_kind(StatementKind::begin_read_only,
                {"BEGIN READ ONLY",
                 "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE"});
    expect_kind(StatementKind::commit_chain, {"COMMIT AND CHAIN", "END AND CHAIN"});
    expect_kind(StatementKind::roll_back, {"ROLLBACK", "ABORT", "ROLLBACK AND NO CHAIN"});
    expect_kind(StatementKind::roll_back_chain, {"ROLLBACK AND CHAIN"});
    expect_kind(
        StatementKind::within_transaction,
        {"SAVEPOINT s", "RELEASE s", "ROLLBACK TO s", "LOCK t", "LOCK TABLE t IN SHARE MODE NOWAIT",
         "DECLARE c CURSOR FOR SELECT 1", "DECLARE c SCROLL CURSOR FOR SELECT 1"});
    expect_kind(StatementKind::plain, {"DECLARE c CURSOR WITH HOLD FOR SELECT 1"});
    expect_kind(StatementKind::control, {"PREPARE TRANSACTION 'x'", "COMMIT PREPARED 'x'"});
}

TEST(Classify, TellsSettings) {
    expect_kind(StatementKind::setting,
                {"SET search_path = app", "SET LOCAL lock_timeout = '1s'", "RESET ALL",
                 "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"});
    expect_kind(
        StatementKind::transaction_setting,
        {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET TRANSACTION READ WRITE",
         "SET transaction_isolation = 'repeatable read'", "SET transaction_read_only = off"});
    expect_kind(
        StatementKind::read_only,
        {"SET TRANSACTION READ ONLY", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
         "SET transaction_read_only = on", "SET LOCAL transaction_read_only TO 'yes'"});
}

TEST(Classify, TellsQueriesFromWhatOnlyRuns) {
    expect_kind(StatementKind::query,
                {"SELECT 1", "VALUES (1)", "TABLE t", "WITH a AS (SELECT 1) SELECT * FROM a"});
    expect_kind(StatementKind::plain, {"CREATE TABLE t (a int)", "SELECT 1 INTO t",
                                       "INSERT INTO t VALUES (1) RETURNING a", "EXPLAIN SELECT 1",
                                       "DO $$ BEGIN COMMIT; END $$", "COPY t TO stdout",
                                       "COPY t FROM '/tmp/x'", "COPY t FROM PROGRAM 'x'"});
}

TEST(Classify, TellsCopyFromStandardInput) {
    expect_kind(StatementKind::copy_in,
                {"COPY t FROM stdin", "COPY public.t (a) FROM STDIN WITH (FORMAT csv)"});
}

TEST(Classify, TellsWhatRefusesATransaction) {
    expect_kind(
        StatementKind::no_transaction,
        {"CREATE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX CONCURRENTLY i",
         "REINDEX INDEX CONCURRENTLY i", "REINDEX (CONCURRENTLY) TABLE t", "REINDEX SCHEMA public",
         "REINDEX DATABASE d", "VACUUM", "VACUUM (ANALYZE) t", "CLUSTER", "CREATE DATABASE d",
         "DROP DATABASE d", "ALTER SYSTEM SET x = 1", "CREATE TABLESPACE s LOCATION '/x'",
         "DROP TABLESPACE s", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
         "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p"});
    expect_kind(StatementKind::plain,
                {"CREATE INDEX i ON t (a)", "DROP INDEX i", "REINDEX INDEX i", "REINDEX TABLE t",
                 "ANALYZE t", "CLUSTER t USING i", "ALTER TABLE t DETACH PARTITION p",
                 "REFRESH MATERIALIZED VIEW CONCURRENTLY v", "ALTER TYPE e ADD VALUE 'x'"});
}

TEST(Classify, TellsWhatWritesTheLedgerItself) {
    expect_kind(StatementKind::self_record,
                {"INSERT INTO schema_migrations (version) VALUES ('001')",
                 "INSERT INTO public.schema_migrations VALUES ('001') ON CONFLICT DO NOTHING",
                 "DELETE FROM schema_migrations WHERE version = '001'",
                 "UPDATE schema_migrations SET version = '1'",
                 "CREATE TABLE IF NOT EXISTS schema_migrations (version text)",
                 "CREATE TABLE IF NOT EXISTS public.schema_migrations (version text)"});
}

TEST(Classify, LeavesTablesThatAreNotTheLedgerAlone) {
    expect_kind(
        StatementKind::plain,
        {"INSERT INTO other.schema_migrations VALUES ('001')",
         "DELETE FROM other.schema_migrations", "INSERT INTO schema_migrations_old VALUES ('001')",
         "INSERT INTO t SELECT version FROM schema_migrations",
         "CREATE TABLE IF NOT EXISTS other.schema_migrations (version text)"});
    expect_kind(StatementKind::ledger_change,
                {"CREATE TABLE schema_migrations (version text)", "DROP TABLE schema_migrations"});
    expect_kind(StatementKind::query, {"SELECT * FROM schema_migrations"});
}

TEST(Classify, LeavesNothingOutThatDoesMoreThanWriteTheLedger) {
    expect_kind(StatementKind::ledger_change, {"WITH i AS (INSERT INTO t VALUES (1) RETURNING a) "
                                               "INSERT INTO schema_migrations SELECT a FROM i"});
}

TEST(Classify, ReadsControlWhateverItsLength) {
    const std::string comment = "/*" + std::string((1U << 20U) + 1, 'x') + "*/";
    for (const auto& [statement, kind] : {std::pair{"BEGIN " + comment, StatementKind::begin},
                                          std::pair{"COMMIT" + comment, StatementKind::commit}})
        EXPECT_EQ(classify(statement, {}, SearchPath::to_ledger).kind, kind);
}

TEST(SearchPath, IsWhatTheScriptSaysLast) {
    const LedgerName ledger{"public", "schema_migrations"};
    for (const char* statement : {"SET search_path = app, public", "SET  search_path\n=\n  app",
                                  "set local search_path to 'app'",
                                  "SELECT set_config('search_path', 'app, public', false)",
                                  "SET search_path = \"$user\"", "SET search_path = '$user', app",
                                  "SELECT pg_catalog.set_config('search_path', '', false)"})
        EXPECT_EQ(search_path_behind(statement, ledger), SearchPath::elsewhere) << statement;
    for (const char* statement :
         {"SET search_path = public", "SET SESSION search_path TO \"public\", app",
          "RESET search_path", "RESET ALL", "DISCARD ALL", "SET search_path TO DEFAULT",
          "SET search_path TO \"$user\", public"})
        EXPECT_EQ(search_path_behind(statement, ledger), SearchPath::to_ledger) << statement;
    EXPECT_EQ(search_path_behind("SELECT 1", ledger), std::nullopt);
    EXPECT_EQ(search_path_behind("SET search_path = " + std::string(60'000, 'a'), ledger),
              SearchPath::elsewhere);
    EXPECT_EQ(search_path_behind("RESET search_path", {"ops", "t"}), SearchPath::elsewhere);
    EXPECT_EQ(search_path_behind("SET search_path = ops", {"ops", "t"}), SearchPath::to_ledger);
}

TEST(Classify, KnowsALedgerOfAnotherName) {
    const LedgerName ledger{"ops", "Applied"};
    expect_kind(StatementKind::self_record,
                {"INSERT INTO ops.\"Applied\" VALUES (1)", "DELETE FROM ops.\"Applied\""}, ledger);
    expect_kind(StatementKind::plain,
                {"INSERT INTO public.\"Applied\" VALUES (1)", "DELETE FROM applied",
                 "DELETE FROM schema_migrations", "CREATE TABLE IF NOT EXISTS \"Applied\" (a int)",
                 "DROP TABLE \"Applied\""},
                ledger);
}

TEST(Classify, PlacesWhatTheGrammarRefusesAtItsByte) {
    const Classified found = classify("SELECT 'ä' FORM t x", {}, SearchPath::to_ledger);
    ASSERT_TRUE(found.problem);
    EXPECT_EQ(found.problem->message, "syntax error at or near \"t\"");
    EXPECT_EQ(found.problem->offset, std::string("SELECT 'ä' FORM ").size());
}

TEST(Classify, TakesAHugeStatementForPlainWithoutParsingIt) {
    const std::string huge = "INSERT INTO t VALUES ('" + std::string((1U << 20U) + 1, 'x') + "')";
    const Classified found = classify(huge, {}, SearchPath::to_ledger);
    EXPECT_EQ(static_cast<int>(found.kind), static_cast<int>(StatementKind::plain));
    EXPECT_FALSE(found.problem);
}

}  // namespace
}  // namespace migration
