#include "ledger/ledger.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class LedgerTableTest : public DatabaseTest {
protected:
    Ledger ledger_of(const std::string& set) { return Ledger(session(), LedgerName{}, set); }
};

LedgerRow row_of(const std::string& version) {
    LedgerRow row;
    row.version = version;
    row.slug = "größe";
    row.checksum = "abc";
    row.down_sql = "DROP TABLE \"it's\";\n";
    row.fingerprint = "sha256:1";
    row.execution_time_ms = 7;
    row.tool_version = "1.0.0";
    return row;
}

LogRow log_of(const std::string& version, const std::string& action,
              const std::string& outcome = "done") {
    LogRow log;
    log.version = version;
    log.slug = "größe";
    log.action = action;
    log.outcome = outcome;
    log.checksum = "abc";
    log.tool_version = "1.0.0";
    return log;
}

std::vector<std::string> versions(Ledger ledger) {
    std::vector<std::string> found;
    for (const auto& row : ledger.applied()) found.push_back(row.version);
    return found;
}

TEST_F(LedgerTableTest, IsEmptyBeforeThereIsATable) {
    Ledger ledger = ledger_of("city");
    EXPECT_FALSE(ledger.exists());
    EXPECT_TRUE(ledger.applied().empty());
    EXPECT_TRUE(ledger.history().empty());
    ledger.create();
    ledger.create();
    EXPECT_TRUE(ledger.exists());
    EXPECT_FALSE(session().in_transaction());
}

TEST_F(LedgerTableTest, IsMadeOnceByManyAtOnce) {
    std::vector<std::thread> makers;
    std::vector<std::string> errors(8);
    for (auto& error : errors)
        makers.emplace_back([this, &error] {
            try {
                Session own = connect();
                Ledger(own, LedgerName{}, "city").create();
            } catch (const std::exception& failure) {
                error = failure.what();
            }
        });
    for (auto& maker : makers) maker.join();
    EXPECT_THAT(errors, testing::Each(""));
    EXPECT_TRUE(ledger_of("city").exists());
}

TEST_F(LedgerTableTest, RefusesATableOfAnotherTool) {
    run("CREATE TABLE schema_migrations (version text PRIMARY KEY)");
    Ledger ledger = ledger_of("city");
    expect_error(ErrorKind::mismatch,
                 "the table \"public.schema_migrations\" belongs to another tool: it has no column "
                 "\"migration_set\"",
                 [&] { ledger.exists(); });
    EXPECT_EQ(error_of([&] { ledger.applied(); })->kind(), ErrorKind::mismatch);
}

TEST_F(LedgerTableTest, GivesBackWhatItRecorded) {
    Ledger ledger = ledger_of("city");
    ledger.create();
    ledger.record(row_of("001"), log_of("001", "up"));
    const auto rows = ledger.applied();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].slug, "größe");
    EXPECT_EQ(rows[0].checksum, "abc");
    EXPECT_EQ(rows[0].down_sql, "DROP TABLE \"it's\";\n");
    EXPECT_EQ(rows[0].fingerprint, "sha256:1");
    EXPECT_EQ(rows[0].execution_time_ms, 7);
    EXPECT_EQ(rows[0].applied_by, "postgres");
    EXPECT_FALSE(rows[0].incomplete);
    EXPECT_THAT(rows[0].applied_at, testing::MatchesRegex("....-..-..T..:..:..\\....Z"));
}

TEST_F(LedgerTableTest, KeepsNoDownAsNull) {
    Ledger ledger = ledger_of("city");
    ledger.create();
    auto row = row_of("001");
    row.down_sql = std::nullopt;
    ledger.record(row, log_of("001", "up"));
    EXPECT_EQ(ledger.applied().at(0).down_sql, std::nullopt);
}

TEST_F(LedgerTableTest, KeepsHistoryOfWhatIsRemoved) {
    Ledger ledger = ledger_of("city");
    ledger.create();
    ledger.record(row_of("001"), log_of("001", "up"));
    auto failed = log_of("002", "up", "failed");
    failed.error = "no \"such\" thing";
    ledger.note(failed);
    ledger.remove(log_of("001", "down"));
    EXPECT_THAT(versions(ledger), ElementsAre());
    std::vector<std::string> shown;
    for (const auto& log : ledger.history())
        shown.push_back(log.action + " " + log.version + " " + log.outcome + " " + log.error + " " +
                        log.client);
    EXPECT_THAT(shown, ElementsAre("up 001 done  local", "up 002 failed no \"such\" thing local",
                                   "down 001 done  local"));
}

TEST_F(LedgerTableTest, KeepsSetsApart) {
    ledger_of("city").create();
    ledger_of("city").record(row_of("001"), log_of("001", "up"));
    ledger_of("shop").record(row_of("001"), log_of("001", "up"));
    ledger_of("shop").record(row_of("002"), log_of("002", "up"));
    ledger_of("shop").remove(log_of("001", "down"));
    EXPECT_THAT(versions(ledger_of("city")), ElementsAre("001"));
    EXPECT_THAT(versions(ledger_of("shop")), ElementsAre("002"));
    EXPECT_EQ(ledger_of("city").history().size(), 1U);
}

TEST_F(LedgerTableTest, PutsAPositionOnRecordUntilItIsComplete) {
    Ledger ledger = ledger_of("city");
    ledger.create();
    auto row = row_of("001");
    row.incomplete = true;
    row.statements_done = 3;
    ledger.record_position(row);
    EXPECT_TRUE(ledger.applied().at(0).incomplete);
    EXPECT_EQ(ledger.applied().at(0).statements_done, 3);
    EXPECT_TRUE(ledger.history().empty());
    ledger.record(row_of("001"), log_of("001", "up"));
    ASSERT_EQ(ledger.applied().size(), 1U);
    EXPECT_FALSE(ledger.applied().at(0).incomplete);
}

TEST_F(LedgerTableTest, WritesWithinTheOpenTransaction) {
    Ledger ledger = ledger_of("city");
    ledger.create();
    run("BEGIN");
    ledger.record(row_of("001"), log_of("001", "up"));
    session().roll_back();
    EXPECT_TRUE(ledger.applied().empty());
    EXPECT_TRUE(ledger.history().empty());
}

TEST_F(LedgerTableTest, StandsWhereItsNameSays) {
    run("CREATE SCHEMA \"Ops\"");
    Ledger ledger(session(), {"Ops", "it's \"here\""}, "city");
    ledger.create();
    ledger.record(row_of("001"), log_of("001", "up"));
    EXPECT_EQ(value("SELECT version FROM \"Ops\".\"it's \"\"here\"\"\""), "001");
    EXPECT_EQ(ledger.shown_name(), "Ops.it's \"here\"");
}

}  // namespace
}  // namespace migration
