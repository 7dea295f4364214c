// A history that is kept in step: what another session does meanwhile, what cannot be undone, and
// the lock of the other tool.

#include "adopt/history_keeper.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

LedgerRow row_of(const std::string& version, const std::string& slug) {
    LedgerRow row;
    row.version = version;
    row.slug = slug;
    return row;
}

class HistoryKeeperTest : public DatabaseTest {
protected:
    void load(const std::string& history) {
        run(read_file(std::filesystem::path(MIGRATION_HISTORIES) / (history + ".sql")));
    }

    Ledger& ledger() {
        if (!ledger_) ledger_.emplace(session(), LedgerName{"public", "own_ledger"}, "city");
        return *ledger_;
    }

    std::unique_ptr<HistoryKeeper> keeper(const MigrationSet& set) {
        return std::make_unique<HistoryKeeper>(session(), ledger(), KeptHistory{}, set);
    }

    // The first `count` of set_of().
    static std::vector<LedgerRow> rows(int count) {
        std::vector<LedgerRow> rows;
        for (int i = 1; i <= count; ++i)
            rows.push_back(row_of("00" + std::to_string(i), "t" + std::to_string(i)));
        return rows;
    }

private:
    std::optional<Ledger> ledger_;
};

TEST_F(HistoryKeeperTest, SeesWhatAnotherSessionDoesBetweenTwoSteps) {
    load("goose");
    run("SELECT setval('goose_db_version_id_seq', 4)");
    const MigrationSet set = set_of(4);
    const auto keeping = keeper(set);
    ledger().create();
    for (const auto& row : rows(3)) ledger().record(row, {});
    keeping->require_in_step(ledger().applied());
    connect().run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (4, true)");
    run("BEGIN");
    expect_error(ErrorKind::mismatch,
                 "goose has applied \"004_t4\", which the ledger does not have",
                 [&] { keeping->applied(set.migrations[3], 1); });
}

// After a rollback the history is another one than was read last, too.
TEST_F(HistoryKeeperTest, TriesAStepAgainThatWasRolledBack) {
    load("goose");
    run("SELECT setval('goose_db_version_id_seq', 4)");
    const MigrationSet set = set_of(4);
    const auto keeping = keeper(set);
    ledger().create();
    for (const auto& row : rows(3)) ledger().record(row, {});
    keeping->require_in_step(ledger().applied());
    run("BEGIN");
    keeping->applied(set.migrations[3], 1);
    run("ROLLBACK");
    run("BEGIN");
    keeping->applied(set.migrations[3], 1);
    run("COMMIT");
    EXPECT_EQ(value("SELECT count(*) FROM goose_db_version WHERE version_id = 4"), "1");
}

TEST_F(HistoryKeeperTest, GoesOnWithADownThatStoppedHalfWay) {
    load("goose");
    const MigrationSet set = set_of(3);
    auto applied = rows(3);
    applied.back().incomplete = true;
    const auto keeping = keeper(set);
    EXPECT_THROW(keeping->require_in_step(applied), Error);  // an up has not come to its end
    applied.back().undoing = true;
    keeping->require_in_step(applied);
    run("DELETE FROM goose_db_version WHERE version_id = 3");
    keeping->require_in_step(applied);
}

TEST_F(HistoryKeeperTest, TellsAllRowsThatAreMissing) {
    load("goose");
    run("DELETE FROM goose_db_version WHERE version_id > 1");
    const MigrationSet set = set_of(3);
    const auto keeping = keeper(set);
    const auto error = error_of([&] { keeping->require_in_step(rows(3)); });
    ASSERT_TRUE(error);
    EXPECT_STREQ(error->what(),
                 "goose does not have 2 migrations that are applied, from \"002_t2\" on");
    EXPECT_EQ(error->hint(),
              "if goose has undone them, undo the same here without --keep-in-step; else add what "
              "is missing:\n"
              "INSERT INTO \"public\".\"goose_db_version\" (version_id, is_applied) VALUES (2, "
              "true);\n"
              "INSERT INTO \"public\".\"goose_db_version\" (version_id, is_applied) VALUES (3, "
              "true);");
}

TEST_F(HistoryKeeperTest, DoesNotUndoWhatABaselineStandsFor) {
    load("flyway-baseline");
    MigrationSet set = set_of(2);
    const auto keeping = keeper(set);
    keeping->require_in_step(rows(2));
    run("BEGIN");
    expect_error(ErrorKind::mismatch,
                 "the history of flyway cannot say that \"002_t2\" is undone: a baseline stands "
                 "for it",
                 [&] { keeping->undone(row_of("002", "t2")); });
    run("ROLLBACK");
    EXPECT_EQ(value("SELECT count(*) FROM flyway_schema_history"), "1");
}

TEST_F(HistoryKeeperTest, RecordsAndForgetsARepeatableScriptOfFlyway) {
    load("flyway-baseline");
    MigrationSet set = set_of(2);
    set.migrations.push_back(
        {"R.my_view", "", false, script_of("SELECT 1;\n", "R__my_view.sql"), {}, {}, true});
    const auto keeping = keeper(set);
    keeping->require_in_step(rows(2));
    run("BEGIN");
    keeping->applied(set.migrations[2], 1);
    EXPECT_EQ(value("SELECT description || ' ' || script || ' ' || coalesce(version, '-') FROM "
                    "flyway_schema_history WHERE installed_rank = 2"),
              "my view R__my_view.sql -");
    keeping->undone(row_of("R.my_view", ""));
    run("COMMIT");
    EXPECT_EQ(value("SELECT count(*) FROM flyway_schema_history"), "1");
}

TEST_F(HistoryKeeperTest, NeedsTheLayoutThatCarriesWhatARowHolds) {
    load("drizzle");
    const MigrationSet set = set_of(3);
    expect_error(ErrorKind::usage,
                 "the history of drizzle cannot be kept in step: its rows hold the time of "
                 "Drizzle's journal, which a set of layout \"up-down\" does not have",
                 [&] { keeper(set); });
}

TEST_F(HistoryKeeperTest, NeedsWholeNumbersWhereTheToolCounts) {
    load("goose");
    MigrationSet set = set_of(3);
    set.migrations[2].version = "3.1";
    expect_error(ErrorKind::usage,
                 "the history of goose cannot be kept in step: its versions are whole numbers, but "
                 "that of \"3.1_t3\" is not",
                 [&] { keeper(set); });
}

TEST_F(HistoryKeeperTest, DoesNotKnowATreeOfStores) {
    load("goose");
    MigrationSet set = set_of(3);
    set.stores = {"postgres"};
    expect_error(ErrorKind::usage,
                 "the history of goose cannot be kept in step: the set is a tree of stores",
                 [&] { keeper(set); });
}

const HistoryTool& tool_with(const std::string& name) {
    return history_tool_named(name);
}

// The lock of tern is the same number in every database.
TEST_F(HistoryKeeperTest, WaitsForTheLockOfTheOtherTool) {
    load("tern");
    const MigrationSet set = set_of(4);
    Session other = connect();
    const std::string key =
        std::to_string(tool_with("tern").lock_keys({"public", "schema_version"}, "").front());
    other.run("SELECT pg_advisory_lock(" + key + ")");
    const auto error = error_of([&] { keeper(set); });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), StartsWith("tern is at work, and holds its lock: pid " +
                                          std::to_string(other.backend_pid()) + ", local, "));
    EXPECT_EQ(error->hint(), "wait for it and try again, or wait longer with --lock-wait");
    EXPECT_EQ(error->kind(), ErrorKind::lock_busy);
    other.run("SELECT pg_advisory_unlock(" + key + ")");
    {
        const auto keeping = keeper(set);
        EXPECT_FALSE(other.rows("SELECT pg_try_advisory_lock(" + key + ")").is_true(0, 0));
    }
    EXPECT_TRUE(other.rows("SELECT pg_try_advisory_lock(" + key + ")").is_true(0, 0));
}

// As after DISCARD ALL in a script.
TEST_F(HistoryKeeperTest, DoesNotWriteWhenTheOtherToolHasTakenALockThatAScriptReleased) {
    load("tern");
    const MigrationSet set = set_of(4);
    const auto keeping = keeper(set);
    keeping->require_in_step(rows(3));
    run("SELECT pg_advisory_unlock_all()");
    Session other = connect();
    other.run("SELECT pg_advisory_lock(9628173550095224)");
    run("BEGIN");
    const auto error = error_of([&] { keeping->applied(set.migrations[3], 1); });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), HasSubstr("tern is at work, and holds its lock: pid "));
}

}  // namespace
}  // namespace migration
