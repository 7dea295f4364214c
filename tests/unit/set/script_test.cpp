#include "set/script.hpp"

#include <gmock/gmock.h>

#include "base/digest.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

struct Made {
    Script script;
    std::vector<std::string> problems;  // "rule place: message"
};

Made make(const std::string& text) {
    Problems problems;
    Made made{make_script({"a.sql", "dir/a.sql", text}, {}, problems), {}};
    for (const auto& problem : problems)
        made.problems.push_back(problem.rule + " " + problem.text());
    return made;
}

// The statements that are sent.
std::vector<std::string> sent(const Script& script) {
    std::vector<std::string> texts;
    for (const auto& statement : script.statements)
        if (!statement.left_out) texts.emplace_back(script.sql(statement));
    return texts;
}

Script sound_script(const std::string& text) {
    Made made = make(text);
    EXPECT_THAT(made.problems, ElementsAre()) << text;
    return std::move(made.script);
}

TEST(MakeScript, KeepsTextFileAndChecksum) {
    const Script script = sound_script("SELECT 1;\n");
    EXPECT_EQ(script.file, "a.sql");
    EXPECT_EQ(script.text, "SELECT 1;\n");
    EXPECT_EQ(script.checksum, sha256_hex("SELECT 1;\n"));
    EXPECT_TRUE(script.transactional);
}

TEST(MakeScript, LeavesOutOneOuterTransaction) {
    EXPECT_THAT(sent(sound_script("-- x\nBEGIN;\nSELECT 1;\nCOMMIT;\n")), ElementsAre("SELECT 1"));
    EXPECT_THAT(sent(sound_script("START TRANSACTION; SELECT 1; END")), ElementsAre("SELECT 1"));
    EXPECT_THAT(sent(sound_script("BEGIN; COMMIT;")), ElementsAre());
}

TEST(MakeScript, LeavesOutRowsThatTheLedgerWrites) {
    EXPECT_THAT(
        sent(sound_script("SELECT 1;\nINSERT INTO schema_migrations (version) VALUES ('001');\n")),
        ElementsAre("SELECT 1"));
}

TEST(MakeScript, RunsAScriptWithTransactionsOfItsOwnAsPsqlDoes) {
    for (const auto& [text, place] :
         {std::pair{"SELECT 1;\nCOMMIT;\nSELECT 2;\n",
                    "2: the script has transactions of its own: \"COMMIT\""},
          std::pair{"BEGIN; SELECT 1; COMMIT;\nBEGIN; SELECT 2; COMMIT;\n",
                    "1: the script has transactions of its own: \"COMMIT\""},
          std::pair{"BEGIN; SELECT 1; COMMIT;\nSELECT 2;\n",
                    "1: the script has transactions of its own: \"BEGIN\""},
          std::pair{"SELECT 1;\nROLLBACK;\n",
                    "2: the script has transactions of its own: \"ROLLBACK\""}}) {
        const Made made = make(text);
        EXPECT_THAT(made.problems, ElementsAre(std::string("own-transactions dir/a.sql:") + place))
            << text;
        EXPECT_FALSE(made.script.transactional) << text;
        EXPECT_EQ(sent(made.script).size(), made.script.statements.size()) << text;
    }
}

TEST(MakeScript, TakesSavepointsAsTheyAre) {
    const Script script =
        sound_script("BEGIN;\nSAVEPOINT s;\nROLLBACK TO s;\nRELEASE s;\nCOMMIT;\n");
    EXPECT_TRUE(script.transactional);
    EXPECT_THAT(sent(script), ElementsAre("SAVEPOINT s", "ROLLBACK TO s", "RELEASE s"));
}

TEST(MakeScript, RefusesATransactionThatTheScriptDoesNotEnd) {
    const std::string said =
        "transaction-control dir/a.sql:2: the script does not end its transaction: \"";
    for (const char* rest : {"", "SELECT 1;\n", "COMMIT AND CHAIN;\n", "ROLLBACK AND CHAIN;\n"})
        EXPECT_THAT(make("-- @no-transaction\nBEGIN;\n" + std::string(rest)).problems,
                    ElementsAre(said + "BEGIN\""))
            << rest;
    EXPECT_THAT(
        make("-- @no-transaction\nBEGIN;\nROLLBACK;\nSTART TRANSACTION;\nSELECT 1;\n").problems,
        ElementsAre("transaction-control dir/a.sql:4: the script does not end its transaction: "
                    "\"START TRANSACTION\""));
}

TEST(MakeScript, RefusesAReadOnlyTransactionThatIsTheRunners) {
    for (const char* text :
         {"SET TRANSACTION READ ONLY;\n", "set local transaction_read_only = on;\n"})
        EXPECT_THAT(make(text).problems,
                    ElementsAre(testing::StartsWith(
                        "transaction-control dir/a.sql:1: the runner cannot write the "
                        "ledger in a read-only transaction: \"")));
}

TEST(MakeScript, KnowsThatAPreparedTransactionHasEnded) {
    sound_script(
        "-- @no-transaction\nBEGIN;\nSELECT 1;\nPREPARE TRANSACTION 'p';\nCOMMIT PREPARED 'p';\n");
}

TEST(MakeScript, LeavesAReadOnlyTransactionToItself) {
    for (const char* text :
         {"BEGIN READ ONLY;\nSELECT 1;\nCOMMIT;\n",
          "BEGIN;\nSET TRANSACTION READ ONLY;\nSELECT 1;\nCOMMIT;\n",
          "BEGIN;\nSET LOCAL transaction_read_only = on;\nSELECT 1;\nCOMMIT;\n"}) {
        const Script script = sound_script(text);
        EXPECT_FALSE(script.transactional) << text;
        EXPECT_THAT(sent(script), testing::Contains("COMMIT")) << text;
    }
}

TEST(MakeScript, NamesASettingThatChangesHowStringsAreRead) {
    const std::string far_behind =
        "SELECT 1; /*" + std::string(300, ' ') + "*/ SET standard_conforming_strings = off;\n";
    for (const char* text :
         {"SET standard_conforming_strings = off;\n", "SET Standard_Conforming_Strings TO OFF;\n",
          "set standard_conforming_strings to 'off';\n",
          "SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false);\n",
          far_behind.c_str()})
        EXPECT_THAT(make(text).problems,
                    testing::Contains(testing::StartsWith("string-syntax dir/a.sql:1: ")))
            << text;
    for (const char* text : {"SET standard_conforming_strings = on;\n",
                             "-- SET standard_conforming_strings = off\nSELECT 1;\n",
                             "COMMENT ON SCHEMA s IS 'SET standard_conforming_strings = off';\n"})
        EXPECT_THAT(make(text).problems, testing::IsEmpty()) << text;
}

TEST(MakeScript, LeavesTransactionControlToAScriptThatDeclaresIt) {
    const Script script = sound_script("-- @no-transaction\nBEGIN;\nSELECT 1;\nCOMMIT;\nVACUUM;\n");
    EXPECT_FALSE(script.transactional);
    EXPECT_THAT(sent(script), ElementsAre("BEGIN", "SELECT 1", "COMMIT", "VACUUM"));
}

TEST(MakeScript, IsNotTransactionalWhereAStatementRefusesATransaction) {
    EXPECT_FALSE(sound_script("CREATE INDEX CONCURRENTLY i ON t (a);").transactional);
    EXPECT_THAT(
        make("BEGIN;\nVACUUM t;\nCOMMIT;").problems,
        ElementsAre(
            "transaction-control dir/a.sql:2: this statement cannot run inside BEGIN … COMMIT: "
            "\"VACUUM t\""));
}

TEST(MakeScript, PlacesBadSyntax) {
    EXPECT_THAT(make("SELECT 1;\n\n  SELEC 'ä' FROM\n t;\n").problems,
                ElementsAre("syntax dir/a.sql:3: syntax error at or near \"SELEC\""));
}

TEST(MakeScript, ReportsAnnotationsBelowTheFirstStatement) {
    EXPECT_THAT(
        make("BEGIN;\n-- @lossy: x\nSELECT 1;\n/* a */\n  -- @irreversable\nCOMMIT;\n--@allow: "
             "order x\n")
            .problems,
        ElementsAre(
            "misplaced-annotation dir/a.sql:2: an annotation that has no effect here: \"@lossy\"",
            "misplaced-annotation dir/a.sql:5: an annotation that has no effect here: "
            "\"@irreversable\"",
            "misplaced-annotation dir/a.sql:7: an annotation that has no effect here: \"@allow\""));
    EXPECT_THAT(
        make("COPY t FROM stdin;\n-- @lossy: data\n\\.\n-- @lossy: x\nSELECT 1\n").problems,
        ElementsAre(
            "misplaced-annotation dir/a.sql:4: an annotation that has no effect here: \"@lossy\""));
}

TEST(MakeScript, ReportsAnnotationsBehindALastStatementWithoutSemicolon) {
    EXPECT_EQ(make("SELECT 1\n-- @lossy: x\n").problems.size(), 1U);
    EXPECT_EQ(make("SELECT 1\n\n-- @lossy: x\n-- y\n;\n-- @lossy: x\nSELECT 2;").problems.size(),
              2U);
    sound_script("SELECT '\n-- @lossy: x'");
    sound_script("-- @lossy: x\nCOPY t FROM stdin");
    sound_script("SELECT $$\n-- @lossy: x\n-- $$");
}

TEST(MakeScript, TakesOtherRemarksWithAnAtSignForRemarks) {
    sound_script("SELECT 1;\n-- @todo: later\n-- @see other.sql\n-- @deprecated\nSELECT 2;");
    sound_script(
        "SELECT 1; -- @lossy as a remark\nSELECT 2; SELECT '\n-- @lossy: x\n'; /*\n-- @lossy: "
        "x\n*/\nSELECT "
        "3;");
    sound_script(
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n-- @lossy: x\nSELECT 'a;\n-- @lossy: "
        "x\n'\n$$;\n");
}

TEST(MakeScript, RunsWithoutATransactionWhatAnotherToolsCommentSays) {
    for (const char* text :
         {"-- no-transaction\nSELECT 1;", "--atlas:txmode   none\nSELECT 1;",
          "-- ATLAS:TXMODE  NONE\nSELECT 1;", "-- Transactional:False\nSELECT 1;",
          "--!  no-transaction\nSELECT 1;", "--!no-transaction\nSELECT 1;",
          "-- morph: nontransactional\nSELECT 1;",
          "SELECT 1;\n---- tern: disable-tx ----\nSELECT 2;",
          "SELECT 1;\n-- postgres-migrations disable-transaction",
          "-- +migration NoTransaction\nSELECT 1;"})
        EXPECT_FALSE(sound_script(text).transactional) << text;
    for (const char* text : {"SELECT 1;\n-- no-transaction\n", "SELECT 1; -- atlas:txmode none\n",
                             "SELECT '\n-- no-transaction\n';"})
        EXPECT_TRUE(sound_script(text).transactional) << text;
}

TEST(MakeScript, ReportsSqlxsCommentWhereSqlxDoesNotHeedIt) {
    EXPECT_THAT(
        make("-- a type\n-- no-transaction\nALTER TYPE t ADD VALUE 'x';\n").problems,
        ElementsAre("foreign-annotation dir/a.sql:2: a comment of sqlx that has no effect here: "
                    "\"-- no-transaction\""));
}

TEST(MakeScript, PlacesAnUnterminatedStringAtItsStart) {
    EXPECT_THAT(
        make("-- ä\nSELECT 'ä\n\nx;\n").problems,
        ElementsAre("unsplittable dir/a.sql:2: unterminated quoted string at or near \"***"));
}

TEST(MakeScript, KeepsLineEndsAndGivesOneChecksumForAll) {
    const std::string lf = "SELECT 'a\nb';\n", crlf = "SELECT 'a\r\nb';\r\n";
    EXPECT_EQ(script_of(crlf).text, crlf);
    EXPECT_EQ(script_of(crlf).checksum, script_of(lf).checksum);
    EXPECT_EQ(script_of(lf).exact_checksum(), script_of(lf).checksum);
    EXPECT_NE(script_of(crlf).exact_checksum(), script_of(lf).exact_checksum());
    EXPECT_NE(migration_of("1", "a", crlf, lf).digest(), migration_of("1", "a", lf, lf).digest());
    EXPECT_NE(migration_of("1", "a", lf, crlf).digest(), migration_of("1", "a", lf, lf).digest());
}

TEST(MakeScript, AcceptsTheTransactionsOfAVerifyScriptWhoseWorkIsUndone) {
    const std::string text = "BEGIN;\nSELECT 1;\nROLLBACK;\nBEGIN;\nSELECT 2;\nROLLBACK;\n";
    EXPECT_TRUE(trying_script_of(text).transactional);
    EXPECT_FALSE(make(text).script.transactional);
}

TEST(MakeScript, ReportsTransactionControlThatCannotBeUndone) {
    Problems problems;
    const auto script = make_script(
        {"v.sql", "v.sql", "BEGIN;\nSELECT 1;\nCOMMIT AND CHAIN;\n", false, VerifyRule::errors}, {},
        problems);
    check_verify(script, "v.sql", problems);
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(problem.text());
    EXPECT_THAT(texts, ElementsAre("v.sql:3: transaction control in a verify script: \"COMMIT AND "
                                   "CHAIN\""));
}

TEST(MakeScript, ReadsAnnotationsHoweverLinesEnd) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        Problems problems;
        const auto script = make_script(
            {"f", "f", "-- @lossy: why" + end + "SELECT 1;" + end + "-- @lossy: late" + end}, {},
            problems);
        EXPECT_EQ(script.annotations.lossy, "why");
        ASSERT_EQ(problems.size(), 1U);
        EXPECT_EQ(problems[0].text(), "f:3: an annotation that has no effect here: \"@lossy\"");
    }
}

}  // namespace
}  // namespace migration
