#include "postgres/batch.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

// A script whose statements wait in a batch; `started` gets those whose turn came, `failed` the one
// that failed.
struct BatchedScript {
    Batch& batch;
    std::string started = {}, failed = {};

    void add(const std::string& name, const std::string& sql) {
        batch.add_of_script(
            sql, [this, name] { started += name; },
            [this, name](const SqlError& error) {
                failed = name + " " + error.details().sqlstate;
            });
    }
};

class BatchTest : public DatabaseTest {
protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        batch_.emplace(session());
    }

    Batch& batch() { return *batch_; }
    Batch::Take into(std::vector<std::string>& taken) {
        return [&taken](const Rows& rows) { taken.push_back(rows.text(0, 0)); };
    }

private:
    std::optional<Batch> batch_;
};

TEST_F(BatchTest, RunsNothingBeforeItIsRun) {
    batch().add_all({"CREATE TABLE a AS SELECT 1 AS i", "SELECT 'nobody wants it'"});
    EXPECT_EQ(value("SELECT to_regclass('a')"), "");
    EXPECT_EQ(batch().rows("SELECT i FROM a").text(0, 0), "1");
    batch().add("UPDATE a SET i = 2");
    batch().run();
    EXPECT_EQ(value("SELECT i FROM a"), "2");
    batch().run();
    Batch(session()).add("UPDATE a SET i = 3");
    EXPECT_EQ(value("SELECT i FROM a"), "2");
}

TEST_F(BatchTest, GivesTheRowsOfEachUntilOneFails) {
    std::vector<std::string> taken;
    for (const char* sql : {"SELECT 'a'", "SELECT 1 / 0", "SELECT 'c'"})
        batch().add(sql, into(taken));
    EXPECT_EQ(sql_error_of([&] { batch().run(); }).details().sqlstate, "22012");
    EXPECT_THAT(taken, ElementsAre("a"));
    batch().add("SELECT 'a'", [](const Rows&) { throw std::runtime_error("not wanted"); });
    batch().add("SELECT 'b'", into(taken));
    EXPECT_THROW(batch().run(), std::runtime_error);
    EXPECT_THAT(taken, ElementsAre("a"));
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(BatchTest, ThrowsWhatExplainsTheFailure) {
    run("BEGIN");
    batch().add("SELECT 1");
    batch().add("SELECT 1 / 0", {}, [](const SqlError& error) {
        throw Error(ErrorKind::mismatch, "explained: " + error.details().sqlstate);
    });
    expect_error(ErrorKind::mismatch, "explained: 22012", [&] { batch().rows("SELECT 2"); });
    session().roll_back();
    batch().add("SELECT nothing", {}, [](const SqlError&) {});
    EXPECT_EQ(sql_error_of([&] { batch().rows("SELECT 4"); }).details().sqlstate, "42703");
    EXPECT_EQ(value("SELECT 5"), "5");
}

TEST_F(BatchTest, RunsAScriptStatementByStatement) {
    BatchedScript script{batch()};
    run("CREATE TABLE said (i serial, query text)");
    batch().add("BEGIN");
    script.add("a", "INSERT INTO said (query) VALUES (current_query())");
    script.add("b", "/* b */ INSERT INTO said (query) VALUES (current_query())");
    EXPECT_EQ(script.started, "");
    batch().add("INSERT INTO said (query) VALUES ('ours')");
    std::vector<std::string> taken;
    batch().add("SELECT query FROM said WHERE i = 1", into(taken));
    batch().add("SELECT query FROM said WHERE i = 2", into(taken));
    batch().run();
    EXPECT_THAT(taken, ElementsAre("INSERT INTO said (query) VALUES (current_query())",
                                   "/* b */ INSERT INTO said (query) VALUES (current_query())"));
    EXPECT_EQ(script.started, "ab");
    session().command("COMMIT");
    EXPECT_EQ(value("SELECT count(*) FROM said"), "3");
}

TEST_F(BatchTest, LeavesOutWhatStandsBehindTheStatementThatFailed) {
    BatchedScript script{batch()};
    run("CREATE SEQUENCE ran");
    batch().add("BEGIN");
    script.add("a", "SELECT nextval('ran')");
    script.add("b", "SELECT 1 / 0");
    script.add("c", "SELECT nextval('ran')");
    EXPECT_EQ(sql_error_of([&] { batch().rows("SELECT nextval('ran')"); }).details().sqlstate,
              "22012");
    EXPECT_EQ(script.started, "ab");
    EXPECT_EQ(script.failed, "b 22012");
    EXPECT_TRUE(session().in_transaction());
    session().roll_back();
    EXPECT_EQ(value("SELECT last_value FROM ran"), "1");
}

// Runs the script of statements a, b, c, of which the one named waits for a lock; `started` says
// what had begun while it waited.
class WaitingScriptTest : public BatchTest, public testing::WithParamInterface<std::string> {
protected:
    void run_and_look(std::string& seen) {
        const std::string& waits = GetParam();
        Session other = connect();
        other.command("BEGIN; SELECT pg_advisory_xact_lock(1)");
        BatchedScript script{batch()};
        session().while_waiting(std::chrono::milliseconds(1), [&] {
            if (!script.started.ends_with(waits) || !seen.empty()) return;
            seen = script.started;
            other.roll_back();  // or it would wait for ever
        });
        batch().add_all({"BEGIN", "SET LOCAL lock_timeout = '20s'"});
        for (const std::string name : {"a", "b", "c"})
            script.add(name, name == waits ? "SELECT pg_advisory_xact_lock(1)" : "SELECT 1");
        batch().run();
        EXPECT_EQ(script.started, "abc");
        session().while_waiting(std::chrono::milliseconds(0), {});
        session().roll_back();
    }
};

TEST_P(WaitingScriptTest, SaysWhichStatementRuns) {
    std::string seen;
    run_and_look(seen);
    EXPECT_EQ(seen, std::string("abc").substr(0, std::string("abc").find(GetParam()) + 1));
}

INSTANTIATE_TEST_SUITE_P(EachStatement, WaitingScriptTest, testing::Values("a", "b", "c"));

TEST_F(BatchTest, RunsALongScriptInPieces) {
    BatchedScript script{batch()};
    run("CREATE TABLE t (i integer, long text)");
    batch().add("BEGIN");
    for (int i = 0; i < 2000; ++i)
        script.add("", "INSERT INTO t VALUES (" + std::to_string(i) + ")");
    const std::string long_text(Batch::longest, 'x');
    script.add("long", "INSERT INTO t VALUES (2000, '" + long_text + "')");
    EXPECT_EQ(script.started, "long");
    EXPECT_EQ(value("SELECT count(*) FROM t"), "2001");
    script.add("x", "INSERT INTO t SELECT count(*), $1 FROM t");
    EXPECT_EQ(sql_error_of([&] { batch().run(); }).details().sqlstate, "08P01");  // no value for $1
    session().roll_back();
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(BatchTest, TellsAConnectionLostAmongItsStatements) {
    BatchedScript script{batch()};
    batch().add("BEGIN");
    script.add("a", "SELECT 1");
    script.add("b", "SELECT pg_terminate_backend(pg_backend_pid())");
    script.add("c", "SELECT 2");
    const auto error = sql_error_of([&] { batch().run(); });
    EXPECT_EQ(error.kind(), ErrorKind::unreachable);
    EXPECT_STREQ(error.what(),
                 "connection to the server lost: FATAL:  terminating connection due to "
                 "administrator command");
    EXPECT_EQ(script.started, "ab");
    EXPECT_EQ(script.failed, "b 08006");
    EXPECT_FALSE(session().connected());
}

}  // namespace
}  // namespace migration
