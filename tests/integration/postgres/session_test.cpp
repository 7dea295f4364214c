#include "postgres/session.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class SessionTest : public DatabaseTest {
protected:
    std::optional<SqlError> failure_of(const std::function<void()>& work) {
        try {
            work();
        } catch (const SqlError& error) {
            return error;
        }
        ADD_FAILURE() << "expected an SqlError";
        return std::nullopt;
    }
};

TEST_F(SessionTest, GivesRowsAsText) {
    const Rows rows = session().rows("SELECT i, NULL, i > 1, 'ä' || i FROM generate_series(1, 2) AS i");
    ASSERT_EQ(rows.size(), 2);
    EXPECT_EQ(rows.number(1, 0), 2);
    EXPECT_TRUE(rows.is_null(0, 1));
    EXPECT_EQ(rows.at(0, 1), "");
    EXPECT_EQ(rows.optional_text(0, 1), std::nullopt);
    EXPECT_FALSE(rows.is_true(0, 2));
    EXPECT_TRUE(rows.is_true(1, 2));
    EXPECT_EQ(rows.optional_text(1, 3), "ä2");
}

TEST_F(SessionTest, PassesParametersAndNull) {
    const Rows rows =
        session().rows("SELECT $1::text, $2::text IS NULL, $3::text = ''", {"it's \\ ;", std::nullopt, ""});
    EXPECT_EQ(rows.text(0, 0), "it's \\ ;");
    EXPECT_TRUE(rows.is_true(0, 1));
    EXPECT_TRUE(rows.is_true(0, 2));
}

TEST_F(SessionTest, TellsAllThatTheServerSaysOfAnError) {
    run("CREATE TABLE t (a int CONSTRAINT one UNIQUE); INSERT INTO t VALUES (1)");
    const auto error = failure_of([&] { session().run("INSERT INTO t VALUES (1)"); });
    EXPECT_EQ(error->kind(), ErrorKind::failed);
    EXPECT_EQ(error->details().sqlstate, "23505");
    EXPECT_EQ(error->details().message, "duplicate key value violates unique constraint \"one\"");
    EXPECT_EQ(error->details().detail, "Key (a)=(1) already exists.");
    EXPECT_STREQ(error->what(), "duplicate key value violates unique constraint \"one\"");
}

TEST_F(SessionTest, CountsTheErrorPositionInCharacters) {
    const auto error = failure_of([&] { session().run("SELECT 'ä漢', nothing"); });
    EXPECT_EQ(error->details().position, 14);
    EXPECT_EQ(error->details().sqlstate, "42703");
    EXPECT_EQ(
        failure_of([&] { session().run("SELECT repeat('x')"); })->hint(),
        "No function matches the given name and argument types. You might need to add explicit type casts.");
}

TEST_F(SessionTest, TellsTheContextOfAnError) {
    const auto error = failure_of([&] { session().run("DO $$ BEGIN\n PERFORM 1 / 0; END $$"); });
    EXPECT_THAT(error->details().context, testing::HasSubstr("line 2 at PERFORM"));
}

TEST_F(SessionTest, GivesNoticesToTheReceiver) {
    std::vector<std::string> notices;
    session().on_notice(
        [&](const auto& severity, const auto& message) { notices.push_back(severity + ": " + message); });
    run("DO $$ BEGIN RAISE NOTICE 'one'; RAISE WARNING 'two'; END $$");
    EXPECT_THAT(notices, ElementsAre("NOTICE: one", "WARNING: two"));
}

TEST_F(SessionTest, CopiesDataIn) {
    run("CREATE TABLE t (a int, b text)");
    session().copy_in("COPY t FROM stdin", "1\tit's;\n2\t\\N\n");
    session().copy_in("COPY t FROM stdin", "");
    EXPECT_EQ(value("SELECT string_agg(a || coalesce(b, '-'), ' ' ORDER BY a) FROM t"), "1it's; 2-");
    const auto error = failure_of([&] { session().copy_in("COPY t FROM stdin", "x\ty\n"); });
    EXPECT_EQ(error->details().sqlstate, "22P02");
    EXPECT_EQ(error->details().context, "COPY t, line 1, column a: \"x\"");
    EXPECT_EQ(value("SELECT count(*) FROM t"), "2");
}

TEST_F(SessionTest, CopiesManyChunksOfData) {
    run("CREATE TABLE t (a text)");
    std::string data;
    for (int i = 0; i < 50000; ++i) data += "a line of data\n";
    session().copy_in("COPY t FROM stdin", data);
    EXPECT_EQ(value("SELECT count(*) FROM t"), "50000");
}

TEST_F(SessionTest, CallsWhileTheServerTakesNoMoreDataOfACopy) {
    run("CREATE TABLE t (a int PRIMARY KEY)");
    Session other = session().another();
    other.command("BEGIN; INSERT INTO t VALUES (1)");
    std::string data;
    for (int i = 1; i <= 2000000; ++i) data += std::to_string(i) + "\n";
    int calls = 0;
    session().while_waiting(std::chrono::milliseconds(10), [&] {
        if (++calls == 3) other.command("ROLLBACK");
    });
    session().copy_in("COPY t FROM stdin", data);
    session().while_waiting({}, {});
    EXPECT_GE(calls, 3);
    EXPECT_EQ(value("SELECT count(*) FROM t"), "2000000");
}

TEST_F(SessionTest, GivesUpACopyThatNobodyHasDataFor) {
    run("CREATE TABLE t (a int)");
    run("BEGIN");
    session().run("COPY t FROM stdin");
    session().roll_back();
    EXPECT_FALSE(session().in_transaction());
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(SessionTest, SumsUpWhatAStatementGaveBack) {
    EXPECT_EQ(session().run("SELECT 1, 2").columns, 2);
    EXPECT_EQ(session().run("SELECT 1 WHERE false").rows, 0);
    EXPECT_TRUE(session().run("SELECT true FROM generate_series(1, 2)").holds);
    EXPECT_FALSE(session().run("SELECT i < 2 FROM generate_series(1, 2) AS i").holds);
    EXPECT_FALSE(session().run("SELECT NULL::boolean").holds);
    EXPECT_TRUE(session().run("SELECT 0").holds);
}

TEST_F(SessionTest, KnowsAndRollsBackItsTransaction) {
    EXPECT_FALSE(session().in_transaction());
    run("BEGIN; CREATE TABLE t ()");
    EXPECT_TRUE(session().in_transaction());
    failure_of([&] { session().run("SELECT nothing"); });
    EXPECT_TRUE(session().in_transaction());
    session().roll_back();
    EXPECT_FALSE(session().in_transaction());
    EXPECT_EQ(value("SELECT to_regclass('t') IS NULL"), "t");
    session().roll_back();
    EXPECT_TRUE(session().connected());
}

TEST_F(SessionTest, SendsAheadWhatNobodyWaitsFor) {
    session().send_ahead({"CREATE TEMP TABLE a AS SELECT 1 AS i", "SELECT 'nobody wants it'"});
    EXPECT_EQ(value("SELECT i FROM a"), "1");
    session().send_ahead({"UPDATE a SET i = 2"});
    EXPECT_EQ(session().rows("SELECT i FROM a WHERE i = $1::int", {"2"}).size(), 1);
    session().send_ahead({"UPDATE a SET i = 3"});
    EXPECT_TRUE(session().run("SELECT i = 3 FROM a").holds);
    session().send_ahead({"UPDATE a SET i = 4"});
    std::vector<std::string> taken;
    session().each({"SELECT i FROM a", "SELECT i + 1 FROM a"},
                   [&](std::size_t, const Rows& rows) { taken.push_back(rows.text(0, 0)); });
    EXPECT_THAT(taken, ElementsAre("4", "5"));
    session().send_ahead({"UPDATE a SET i = 5"});
    session().send();
    EXPECT_EQ(value("SELECT i FROM a"), "5");
}

TEST_F(SessionTest, TellsWhatFailedAheadInItsOwnWords) {
    run("BEGIN");
    session().send_ahead({"SELECT 1", "SELECT 1 / 0"}, [](const SqlError& error) {
        throw Error(ErrorKind::mismatch, "ahead: " + error.details().sqlstate);
    });
    try {
        session().rows("SELECT 2");
        ADD_FAILURE() << "expected an Error";
    } catch (const Error& error) {
        EXPECT_STREQ(error.what(), "ahead: 22012");
    }
    session().send_ahead({"SELECT 3"});
    session().roll_back();
    session().send_ahead({"SELECT nothing"});
    EXPECT_EQ(failure_of([&] { session().run("SELECT 4"); })->details().sqlstate, "42703");
    session().send_ahead({"SELECT nothing"});
    session().roll_back();
    EXPECT_EQ(value("SELECT 5"), "5");
}

// A script whose statements go ahead; `started` gets those whose turn came, `failed` the one that failed.
struct ScriptAhead {
    Session& session;
    std::string started = {}, failed = {};

    void run(const std::string& name, const std::string& sql) {
        session.run_ahead(
            sql, [this, name] { started += name; },
            [this, name](const SqlError& error) { failed = name + " " + error.details().sqlstate; });
    }
};

TEST_F(SessionTest, RunsAScriptAheadStatementByStatement) {
    ScriptAhead script{session()};
    run("CREATE TABLE said (i serial, query text)");
    session().send_ahead({"BEGIN"});
    script.run("a", "INSERT INTO said (query) VALUES (current_query())");
    script.run("b", "/* b */ INSERT INTO said (query) VALUES (current_query())");
    EXPECT_EQ(script.started, "");
    session().send_ahead({"INSERT INTO said (query) VALUES ('ours')"});
    std::vector<std::string> taken;
    session().each({"SELECT query FROM said WHERE i = 1", "SELECT query FROM said WHERE i = 2"},
                   [&](std::size_t, const Rows& rows) { taken.push_back(rows.text(0, 0)); });
    EXPECT_THAT(taken, ElementsAre("INSERT INTO said (query) VALUES (current_query())",
                                   "/* b */ INSERT INTO said (query) VALUES (current_query())"));
    EXPECT_EQ(script.started, "ab");
    EXPECT_EQ(value("SELECT count(*) FROM said"), "3");
    session().command("COMMIT");
    EXPECT_EQ(value("SELECT count(*) FROM said"), "3");
}

TEST_F(SessionTest, LeavesOutWhatStandsBehindTheStatementThatFailed) {
    ScriptAhead script{session()};
    run("CREATE SEQUENCE ran");
    session().send_ahead({"BEGIN"});
    script.run("a", "SELECT nextval('ran')");
    script.run("b", "SELECT 1 / 0");
    script.run("c", "SELECT nextval('ran')");
    EXPECT_EQ(failure_of([&] { session().rows("SELECT nextval('ran')"); })->details().sqlstate, "22012");
    EXPECT_EQ(script.started, "ab");
    EXPECT_EQ(script.failed, "b 22012");
    EXPECT_TRUE(session().in_transaction());
    session().roll_back();
    EXPECT_EQ(value("SELECT last_value FROM ran"), "1");
    script.run("d", "SELECT nextval('ran')");
    session().roll_back();
    EXPECT_EQ(value("SELECT last_value FROM ran"), "1");
}

TEST_F(SessionTest, SaysWhichStatementOfThoseAheadRuns) {
    ScriptAhead script{session()};
    Session other = connect();
    other.command("BEGIN; CREATE TABLE held (); SELECT pg_advisory_xact_lock(1)");
    std::string seen;
    session().while_waiting(std::chrono::milliseconds(1), [&] {
        if (script.started != "ab" || !seen.empty()) return;
        seen = script.started;
        other.roll_back();  // or the second would wait for ever
    });
    session().send_ahead({"BEGIN", "SET LOCAL lock_timeout = '20s'"});
    script.run("a", "SELECT 1");
    script.run("b", "SELECT pg_advisory_xact_lock(1)");
    script.run("c", "SELECT 2");
    session().send();
    EXPECT_EQ(seen, "ab");
    EXPECT_EQ(script.started, "abc");
    session().while_waiting(std::chrono::milliseconds(0), {});
    session().roll_back();
}

TEST_F(SessionTest, RunsALongScriptAheadInPieces) {
    ScriptAhead script{session()};
    run("CREATE TABLE t (i integer, long text)");
    session().send_ahead({"BEGIN"});
    for (int i = 0; i < 2000; ++i) script.run("", "INSERT INTO t VALUES (" + std::to_string(i) + ")");
    const std::string long_text(Session::longest_ahead, 'x');
    script.run("long", "INSERT INTO t VALUES (2000, '" + long_text + "')");
    EXPECT_EQ(script.started, "long");
    script.run("x", "INSERT INTO t SELECT count(*), $1 FROM t");
    EXPECT_EQ(failure_of([&] { session().send(); })->details().sqlstate, "08P01");  // no value for $1
    session().roll_back();
    EXPECT_EQ(value("SELECT count(*) FROM t"), "0");
}

TEST_F(SessionTest, TellsAConnectionLostAmongStatementsAhead) {
    ScriptAhead script{session()};
    session().send_ahead({"BEGIN"});
    script.run("a", "SELECT 1");
    script.run("b", "SELECT pg_terminate_backend(pg_backend_pid())");
    script.run("c", "SELECT 2");
    const auto error = failure_of([&] { session().send(); });
    EXPECT_EQ(error->kind(), ErrorKind::unreachable);
    EXPECT_STREQ(
        error->what(),
        "connection to the server lost: FATAL:  terminating connection due to administrator command");
    EXPECT_EQ(script.started, "ab");
    EXPECT_EQ(script.failed, "b 08006");
    EXPECT_FALSE(session().connected());
}

TEST_F(SessionTest, GivesTheRowsOfEachUntilOneFails) {
    std::vector<std::string> taken;
    const auto take = [&](std::size_t number, const Rows& rows) {
        taken.push_back(std::to_string(number) + rows.text(0, 0));
    };
    const auto error = failure_of([&] {
        session().each({"SELECT 'a'", "SELECT 1 / 0", "SELECT 'c'"}, take);
    });
    EXPECT_EQ(error->details().sqlstate, "22012");
    EXPECT_THAT(taken, ElementsAre("0a"));
    EXPECT_THROW(session().each({"SELECT 'a'", "SELECT 'b'"},
                                [](std::size_t, const Rows&) { throw std::runtime_error("not wanted"); }),
                 std::runtime_error);
    EXPECT_EQ(value("SELECT 1"), "1");
}

TEST_F(SessionTest, DoesNotComeBackWhenItIsKilled) {
    const std::string pid = value("SELECT pg_backend_pid()");
    connect().rows("SELECT pg_terminate_backend($1::int, 5000)", {pid});
    EXPECT_EQ(failure_of([&] { session().run("SELECT 1"); })->kind(), ErrorKind::unreachable);
    EXPECT_FALSE(session().connected());
    EXPECT_EQ(failure_of([&] { session().rows("SELECT 1"); })->kind(), ErrorKind::unreachable);
    EXPECT_EQ(failure_of([&] { session().run("SELECT 1"); })->kind(), ErrorKind::unreachable);
    EXPECT_FALSE(session().connected());
    session().roll_back();
}

TEST_F(SessionTest, TellsALostConnectionFromOurOwnStatementsToo) {
    const std::string pid = value("SELECT pg_backend_pid()");
    connect().rows("SELECT pg_terminate_backend($1::int, 5000)", {pid});
    EXPECT_EQ(failure_of([&] { session().rows("SELECT 1"); })->kind(), ErrorKind::unreachable);
    EXPECT_FALSE(session().connected());
}

TEST_F(SessionTest, ShowsNoPasswordWhenThereIsNoServer) {
    const ConnectionSettings nowhere("postgresql://joe:s3cret@127.0.0.1:1/city?connect_timeout=2");
    const auto error = error_of([&] { const Session none(nowhere); });
    EXPECT_EQ(error->kind(), ErrorKind::unreachable);
    EXPECT_TRUE(std::string(error->what()).starts_with("cannot connect to \"127.0.0.1:1/city\": "))
        << error->what();
    EXPECT_EQ(std::string(error->what()).find("s3cret"), std::string::npos) << error->what();
}

TEST_F(SessionTest, QuotesNamesAndTexts) {
    for (const std::string text : {"plain", "it's", "a\"b", "back\\slash", "ä;", ""})
        EXPECT_EQ(value("SELECT " + quote_literal(text)), text);
    run("CREATE TABLE " + quote_identifier("a\"b.c") + " ()");
    EXPECT_EQ(value("SELECT relname FROM pg_class WHERE relname LIKE 'a%b.c'"), "a\"b.c");
}

TEST_F(SessionTest, KnowsItsServerAndDatabase) {
    EXPECT_EQ(session().server_version_text(),
              value("SELECT split_part(current_setting('server_version'), ' ', 1)"));
    EXPECT_EQ(session().server_major(), server()->major());
    EXPECT_EQ(session().database(), value("SELECT current_database()"));
}

}  // namespace
}  // namespace migration
