#include "postgres/session.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

class SessionTest : public DatabaseTest {};

TEST_F(SessionTest, GivesRowsAsText) {
    const Rows rows =
        session().rows("SELECT i, NULL, i > 1, 'ä' || i FROM generate_series(1, 2) AS i");
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
    const Rows rows = session().rows("SELECT $1::text, $2::text IS NULL, $3::text = ''",
                                     {"it's \\ ;", std::nullopt, ""});
    EXPECT_EQ(rows.text(0, 0), "it's \\ ;");
    EXPECT_TRUE(rows.is_true(0, 1));
    EXPECT_TRUE(rows.is_true(0, 2));
}

TEST_F(SessionTest, TellsAllThatTheServerSaysOfAnError) {
    run("CREATE TABLE t (a int CONSTRAINT one UNIQUE); INSERT INTO t VALUES (1)");
    const auto error = sql_error_of([&] { session().run("INSERT INTO t VALUES (1)"); });
    EXPECT_EQ(error.kind(), ErrorKind::failed);
    EXPECT_EQ(error.details().sqlstate, "23505");
    EXPECT_EQ(error.details().message, "duplicate key value violates unique constraint \"one\"");
    EXPECT_EQ(error.details().detail, "Key (a)=(1) already exists.");
    EXPECT_STREQ(error.what(), "duplicate key value violates unique constraint \"one\"");
}

TEST_F(SessionTest, CountsTheErrorPositionInCharacters) {
    const auto error = sql_error_of([&] { session().run("SELECT 'ä漢', nothing"); });
    EXPECT_EQ(error.details().position, 14);
    EXPECT_EQ(error.details().sqlstate, "42703");
    EXPECT_EQ(sql_error_of([&] { session().run("SELECT repeat('x')"); }).hint(),
              "No function matches the given name and argument types. You might need to add "
              "explicit type casts.");
}

TEST_F(SessionTest, TellsTheContextOfAnError) {
    const auto error = sql_error_of([&] { session().run("DO $$ BEGIN\n PERFORM 1 / 0; END $$"); });
    EXPECT_THAT(error.details().context, testing::HasSubstr("line 2 at PERFORM"));
}

TEST_F(SessionTest, GivesNoticesToTheReceiver) {
    std::vector<std::string> notices;
    session().on_notice([&](const auto& severity, const auto& message) {
        notices.push_back(severity + ": " + message);
    });
    run("DO $$ BEGIN RAISE NOTICE 'one'; RAISE WARNING 'two'; END $$");
    EXPECT_THAT(notices, ElementsAre("NOTICE: one", "WARNING: two"));
}

TEST_F(SessionTest, CopiesDataIn) {
    run("CREATE TABLE t (a int, b text)");
    session().copy_in("COPY t FROM stdin", "1\tit's;\n2\t\\N\n");
    session().copy_in("COPY t FROM stdin", "");
    EXPECT_EQ(value("SELECT string_agg(a || coalesce(b, '-'), ' ' ORDER BY a) FROM t"),
              "1it's; 2-");
    const auto error = sql_error_of([&] { session().copy_in("COPY t FROM stdin", "x\ty\n"); });
    EXPECT_EQ(error.details().sqlstate, "22P02");
    EXPECT_EQ(error.details().context, "COPY t, line 1, column a: \"x\"");
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
    sql_error_of([&] { session().run("SELECT nothing"); });
    EXPECT_TRUE(session().in_transaction());
    session().roll_back();
    EXPECT_FALSE(session().in_transaction());
    EXPECT_EQ(value("SELECT to_regclass('t') IS NULL"), "t");
    session().roll_back();
    EXPECT_TRUE(session().connected());
}

TEST_F(SessionTest, DoesNotComeBackWhenItIsKilled) {
    const std::string pid = value("SELECT pg_backend_pid()");
    connect().rows("SELECT pg_terminate_backend($1::int, 5000)", {pid});
    EXPECT_EQ(sql_error_of([&] { session().run("SELECT 1"); }).kind(), ErrorKind::unreachable);
    EXPECT_FALSE(session().connected());
    EXPECT_EQ(sql_error_of([&] { session().rows("SELECT 1"); }).kind(), ErrorKind::unreachable);
    EXPECT_EQ(sql_error_of([&] { session().run("SELECT 1"); }).kind(), ErrorKind::unreachable);
    EXPECT_FALSE(session().connected());
    session().roll_back();
}

TEST_F(SessionTest, TellsALostConnectionFromOurOwnStatementsToo) {
    const std::string pid = value("SELECT pg_backend_pid()");
    connect().rows("SELECT pg_terminate_backend($1::int, 5000)", {pid});
    EXPECT_EQ(sql_error_of([&] { session().rows("SELECT 1"); }).kind(), ErrorKind::unreachable);
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
