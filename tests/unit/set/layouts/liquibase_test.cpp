#include <gmock/gmock.h>

#include "support/reading.hpp"

namespace migration {
namespace {

using testing::Contains;
using testing::ElementsAre;

const std::string header = "--liquibase formatted sql\n";

// The reading of one file, "a.sql".
std::vector<std::string> reading_of_file(const std::string& text) {
    return reading_of({{"a.sql", header + text}});
}

std::string changeset(const std::string& id, const std::string& attributes = "") {
    return "--changeset ada:" + id + " " + attributes + "\nSELECT " + id +
           ";\n--rollback SELECT -" + id + ";\n";
}

std::string read_changeset(const std::string& file, const std::string& id) {
    return file + "::" + id + "::ada  | SELECT " + id + "; | SELECT -" + id + ";";
}

std::string in_path_order(const SetFolder& folder) {
    return "path-order " + folder.options.directory.string() +
           ": no changelog in XML, YAML or JSON in the folder, so its files are in the order of "
           "their paths";
}

TEST(LiquibaseLayout, MakesAMigrationOfEachChangeset) {
    EXPECT_THAT(
        reading_of_file("\n--changeset ada:1 labels:x context:\"a or b\"\n--comment: rooms\n"
                        "CREATE TABLE rooms ();\n-- a comment\nSELECT 1;\n--rollback DROP TABLE "
                        "rooms;\n--rollback SELECT 2;\n\n-- changeset \"Ada L.\":\"x:2\"\n"
                        "--validCheckSum: 8:a\nSELECT 3;\n  --  ROLLBACK SELECT 4;\n"),
        ElementsAre("a.sql::1::ada  | CREATE TABLE rooms (); SELECT 1; | DROP TABLE rooms; SELECT "
                    "2;",
                    "a.sql::x:2::Ada L.  | SELECT 3; | SELECT 4;"));
}

TEST(LiquibaseLayout, KeepsTheLinesOfTheFile) {
    const SetFolder folder({{"a.sql", "\n" + header + changeset("1") + changeset("2")}});
    const auto set = folder.sound_set();
    ASSERT_EQ(set.migrations.size(), 2U);
    EXPECT_EQ(set.migrations[1].up.statements.at(0).line, 7);
    EXPECT_EQ(set.migrations[1].down->statements.at(0).line, 8);
}

TEST(LiquibaseLayout, ReadsRollbacksInACommentOfSeveralLines) {
    EXPECT_THAT(
        reading_of_file("--changeset ada:1\nSELECT 1;\n/* liquibase rollback\nSELECT 2;\n"
                        "SELECT 3; */\n"
                        "--changeset ada:2\nSELECT 4;\n/*liquibase rollback\nSELECT 5;\n*/\n"),
        ElementsAre("a.sql::1::ada  | SELECT 1; | SELECT 2; SELECT 3;",
                    "a.sql::2::ada  | SELECT 4; | SELECT 5;"));
}

TEST(LiquibaseLayout, ReadsRollbacksThatDoNothing) {
    EXPECT_THAT(reading_of_file("--changeset ada:1\nSELECT 1;\n--rollback empty\n"
                                "--changeset ada:2\nSELECT 2;\n--rollback not required\n"),
                ElementsAre("a.sql::1::ada  | SELECT 1; | ", "a.sql::2::ada  | SELECT 2; | "));
}

TEST(LiquibaseLayout, RollsBackByAnotherChangeset) {
    EXPECT_THAT(
        reading_of_file("--changeset ada:1\nSELECT 1;\n--rollback empty\n--changeset ada:2\n"
                        "SELECT 2;\n--rollback changeSetId:1 changesetAuthor:ada\n"
                        "--changeset ada:3\nSELECT 3;\n--rollback changeSetId:1 "
                        "changeSetAuthor:bob changeSetPath:b.sql\n"),
        ElementsAre("a.sql::1::ada  | SELECT 1; | ", "a.sql::2::ada  | SELECT 2; | SELECT 1;",
                    "a.sql::3::ada  | SELECT 3; | -",
                    "section a.sql:10: a rollback by a changeset that is not above: "
                    "\"b.sql::1::bob\""));
}

TEST(LiquibaseLayout, ReportsAMissingRollbackAtItsChangeset) {
    EXPECT_THAT(reading_of_file(changeset("1") + "--changeset ada:2\nSELECT 2;\n"),
                ElementsAre(read_changeset("a.sql", "1"), "a.sql::2::ada  | SELECT 2; | -",
                            "missing-down a.sql:5: no down script for migration "
                            "\"a.sql::2::ada\""));
}

TEST(LiquibaseLayout, RunsBothScriptsAloneWithoutATransaction) {
    EXPECT_THAT(reading_of_file(changeset("1", "runInTransaction:false")),
                ElementsAre("a.sql::1::ada  | (alone) SELECT 1; | (alone) SELECT -1;"));
}

TEST(LiquibaseLayout, LeavesOutWhatDoesNotRunOnPostgresql) {
    EXPECT_THAT(
        reading_of_file(changeset("1", "dbms:oracle,h2") + changeset("2", "dbms:h2,PostgreSQL") +
                        changeset("3", "dbms:!postgresql") + changeset("4", "dbms:!h2") +
                        changeset("5", "ignore:true")),
        ElementsAre(read_changeset("a.sql", "2"), read_changeset("a.sql", "4"),
                    "passed-over a.sql:2: a changeset for other databases: \"--changeset ada:1 "
                    "dbms:oracle,h2\"",
                    "passed-over a.sql:8: a changeset for other databases: \"--changeset ada:3 "
                    "dbms:!postgresql\"",
                    "passed-over a.sql:14: a changeset that is to be ignored: \"--changeset ada:5 "
                    "ignore:true\""));
}

TEST(LiquibaseLayout, NamesWhatChangesetsHaveThatMigrationsDoNot) {
    EXPECT_THAT(
        reading_of_file(changeset("1", "runOnChange:true") + changeset("2", "runAlways:true") +
                        changeset("3", "failOnError:false")),
        ElementsAre(read_changeset("a.sql", "1"), read_changeset("a.sql", "2"),
                    read_changeset("a.sql", "3"),
                    "repeatable a.sql:2: a changeset that Liquibase runs again (runOnChange): "
                    "\"--changeset ada:1 runOnChange:true\"",
                    "repeatable a.sql:5: a changeset that Liquibase runs again (runAlways): "
                    "\"--changeset ada:2 runAlways:true\"",
                    "tolerated-errors a.sql:8: Liquibase goes on where the changeset fails: "
                    "\"--changeset ada:3 failOnError:false\""));
}

TEST(LiquibaseLayout, EndsStatementsWhereTheDelimiterDoes) {
    EXPECT_THAT(
        reading_of_file("--changeset ada:1 endDelimiter:// rollbackEndDelimiter:GO\n"
                        "SELECT 1 //\nSELECT 2\n//\nSELECT 'http://x'\n--rollback SELECT 3\n"
                        "--rollback go\n--rollback SELECT 4\n"
                        "--changeset ada:2\nSELECT 5\nGO\nSELECT 6\n/\nSELECT 7\n"
                        "--rollback empty\n"
                        "--changeset ada:3 endDelimiter:\\n/ \nSELECT 8\n/\nSELECT 4 /2\n"
                        "--rollback empty\n"
                        "--changeset ada:4 endDelimiter:go\nSELECT 9 AS cargo\n"
                        "--rollback empty\n"),
        ElementsAre("a.sql::1::ada  | SELECT 1; SELECT 2; SELECT 'http://x'; | SELECT 3; SELECT 4;",
                    "a.sql::2::ada  | SELECT 5; SELECT 6; SELECT 7; | ",
                    "a.sql::3::ada  | SELECT 8; SELECT 4 /2; | ",
                    "a.sql::4::ada  | SELECT 9 AS cargo; | "));
}

TEST(LiquibaseLayout, KeepsFunctionsWhole) {
    EXPECT_THAT(
        reading_of_file("--changeset ada:1 splitStatements:false stripComments:false\n"
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\nSELECT 1;\n$$;\n"
                        "--rollback DROP FUNCTION f();\n"),
        ElementsAre("a.sql::1::ada  | CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT "
                    "1; $$; | DROP FUNCTION f();"));
}

TEST(LiquibaseLayout, ReportsADelimiterThatIsAPattern) {
    EXPECT_THAT(reading_of_file(changeset("1", "endDelimiter:\\d+")),
                Contains("section a.sql:2: an end delimiter that the tool does not know: "
                         "\"--changeset ada:1 endDelimiter:\\d+\""));
}

TEST(LiquibaseLayout, PutsPropertiesIntoTheScripts) {
    EXPECT_THAT(
        reading_of_file("--property name:t value:rooms\n--property name:t value:late\n"
                        "--property name:u value:x${t} dbms:postgresql\n"
                        "--property name:u value:y dbms:h2\n"
                        "--changeset ada:1\nSELECT '${t} ${ U } ${none}';\n-- ${a+b} "
                        "${more}\n--rollback SELECT "
                        "'${t}';\n"),
        ElementsAre("a.sql::1::ada  | SELECT 'rooms xrooms ${none}'; | SELECT 'rooms';",
                    "unset-property a.sql:7: no changelog has this property, so it stays as it is: "
                    "\"${none}\", and 1 other"));
}

TEST(LiquibaseLayout, KeepsLocalPropertiesInTheirFile) {
    const std::string use = "--changeset ada:1\nSELECT '${t}';\n--rollback empty\n";
    const SetFolder folder({{"a.sql", header + "--property name:t value:x global:false\n" + use},
                            {"b.sql", header + use}});
    EXPECT_THAT(
        reading_of(folder),
        ElementsAre("a.sql::1::ada  | SELECT 'x'; | ", "b.sql::1::ada  | SELECT '${t}'; | ",
                    in_path_order(folder),
                    "unset-property b.sql:3: no changelog has this property, so it stays as "
                    "it is: \"${t}\""));
}

TEST(LiquibaseLayout, LeavesOutIgnoredLines) {
    EXPECT_THAT(reading_of_file("--changeset ada:1\nSELECT 1;\n--ignoreLines:2\nSELECT 2;\n"
                                "SELECT 3;\nSELECT 4;\n--ignoreLines:start\nSELECT 5;\n"
                                "--ignoreLines:end\nSELECT 6;\n--rollback empty\n"),
                ElementsAre("a.sql::1::ada  | SELECT 1; SELECT 4; SELECT 6; | "));
}

TEST(LiquibaseLayout, KeepsAPreconditionThatStopsTheRun) {
    const auto set =
        SetFolder(
            {{"a.sql", header + "--changeset ada:1\n--preconditions onFail:HALT onError:HALT\n"
                                "--precondition-sql-check expectedResult:\"it's 0%\" SELECT x "
                                "FROM t;\nSELECT 1;\n--rollback empty\n"}})
            .sound_set();
    const auto& script = set.migrations.at(0).up;
    ASSERT_EQ(script.statements.size(), 2U);
    EXPECT_EQ(script.statements[0].line, 4);
    EXPECT_EQ(script.sql(script.statements[0]),
              "DO $precondition$ DECLARE result text := pg_catalog.format('%s', (SELECT x FROM "
              "t)); BEGIN IF result <> 'it''s 0%' THEN RAISE EXCEPTION 'the precondition does not "
              "hold: expected \"it''s 0%%\" but found \"%\"', result; END IF; END "
              "$precondition$");
}

TEST(LiquibaseLayout, RunsAChangesetWhosePreconditionOnlyWarns) {
    EXPECT_THAT(reading_of_file("--changeset ada:1\n--preconditions onFail:WARN\n"
                                "--precondition-sql-check expectedResult:'a b' SELECT 'x'\n"
                                "SELECT 1;\n--rollback empty\n"),
                ElementsAre("a.sql::1::ada  | SELECT 1; | "));
}

TEST(LiquibaseLayout, ReportsPreconditionsThatItCannotKeep) {
    const std::string check = "--precondition-sql-check expectedResult:0 SELECT 0\n",
                      end = "SELECT 1;\n--rollback empty\n";
    EXPECT_THAT(
        reading_of_file("--changeset ada:1\n--preconditions onFail:MARK_RAN\n" + check + end +
                        "--changeset ada:2\n--precondition-table-exists table:t\n" + end +
                        "--changeset ada:3\n" + end + check),
        ElementsAre(
            "a.sql::1::ada  | SELECT 1; | ", "a.sql::2::ada  | SELECT 1; | ",
            "a.sql::3::ada  | SELECT 1; | ",
            "precondition a.sql:4: a precondition by which Liquibase leaves the changeset out: "
            "\"--precondition-sql-check expectedResult:0 SELECT 0\"",
            "precondition a.sql:8: a precondition that the tool does not check: "
            "\"--precondition-table-exists table:t\"",
            "precondition a.sql:14: a precondition below the SQL: \"--precondition-sql-check "
            "expectedResult:0 SELECT 0\""));
}

TEST(LiquibaseLayout, ReportsLinesThatLiquibaseRefuses) {
    const std::string refused = ": a line that Liquibase refuses: ";
    EXPECT_THAT(
        reading_of_file("-- property of somebody\n--comment of nobody\n--changeset ada:1\n"
                        "- rollback x\n--comments: x\n--ignore:2\n--ignoreLines:few\n" +
                        header + "--changeset ada: 2\n--changeset \n" + changeset("3") +
                        "--changeset ada:4\n--include file:b.sql\n--rollback empty\n"),
        ElementsAre(
            "a.sql::1::ada  |  | -", read_changeset("a.sql", "3"), "a.sql::4::ada  |  | ",
            "refused-line a.sql:2" + refused + "\"-- property of somebody\"",
            "refused-line a.sql:3: a comment outside of changesets, which Liquibase refuses: "
            "\"--comment of nobody\"",
            "section a.sql:4: no SQL in the changeset, which Liquibase refuses: \"--changeset "
            "ada:1\"",
            "refused-line a.sql:5" + refused + "\"- rollback x\"",
            "refused-line a.sql:6" + refused + "\"--comments: x\"",
            "refused-line a.sql:7" + refused + "\"--ignore:2\"",
            "refused-line a.sql:8" + refused + "\"--ignoreLines:few\"",
            "refused-line a.sql:9: the header once more, which Liquibase refuses: \"--liquibase "
            "formatted sql\"",
            "section a.sql:10: not an author and an id, which Liquibase refuses: \"--changeset "
            "ada: 2\"",
            "section a.sql:11: not an author and an id, which Liquibase refuses: \"--changeset\"",
            "section a.sql:15: no SQL in the changeset, which Liquibase refuses: \"--changeset "
            "ada:4\"",
            "licensed-line a.sql:16: a line that only Liquibase's editions with a licence read: "
            "\"--include file:b.sql\""));
}

TEST(LiquibaseLayout, NotesLinesAboveTheFirstChangeset) {
    EXPECT_THAT(reading_of_file("-- license\nSELECT 0;\nSELECT 0;\n" + changeset("1")),
                ElementsAre(read_changeset("a.sql", "1"),
                            "passed-over a.sql:3: above the first changeset nothing runs: \"SELECT "
                            "0;\""));
}

TEST(LiquibaseLayout, ReportsARollbackCommentWithoutItsEnd) {
    EXPECT_THAT(reading_of_file("--changeset ada:1\nSELECT 1;\n/* liquibase rollback\nSELECT 2;\n"),
                Contains("section a.sql:4: a rollback comment without its end: \"/* liquibase "
                         "rollback\""));
}

TEST(LiquibaseLayout, TakesThePathThatAFileOrAChangesetNames) {
    EXPECT_THAT(
        reading_of({{"a.sql", "-- Liquibase FORMATTED sql logicalFilePath:old.sql\n" +
                                  changeset("1") + changeset("2", "logicalFilePath:x/b.sql")}}),
        ElementsAre(read_changeset("old.sql", "1"), read_changeset("x/b.sql", "2")));
}

TEST(LiquibaseLayout, ReportsAChangesetTwice) {
    EXPECT_THAT(reading_of_file(changeset("1") + changeset("01")),
                Contains("duplicate-version a.sql: version \"a.sql::01::ada\" is already taken by "
                         "\"a.sql\""));
}

TEST(LiquibaseLayout, OrdersFilesByTheirPathsWithoutAChangelog) {
    const SetFolder folder({{"b.sql", header + changeset("1")},
                            {"a/z.sql", header + changeset("2")},
                            {"c.sql", "SELECT 3;\n"}});
    EXPECT_THAT(reading_of(folder),
                ElementsAre(read_changeset("a/z.sql", "2"), read_changeset("b.sql", "1"),
                            "c.sql::raw::includeAll  | SELECT 3; | -", in_path_order(folder),
                            "missing-down c.sql: no down script for migration "
                            "\"c.sql::raw::includeAll\""));
}

TEST(LiquibaseLayout, FollowsAChangelogInXml) {
    EXPECT_THAT(
        reading_of(
            {{"db.changelog-master.xml",
              "<?xml version=\"1.0\"?>\n<databaseChangeLog>\n<!-- <include file=\"no.sql\"/> -->\n"
              "<property name=\"t\" value=\"rooms &amp; more\"/>\n"
              "<include file=\"classpath:/db/changes/b.sql\"/>\n"
              "<include file='more.xml' relativeToChangelogFile='true'\n/>\n"
              "<changeSet id=\"7\" author=\"ada\"><createTable tableName=\"t\"/></changeSet>\n"
              "<changeSet id=\"8\" author=\"ada\" dbms=\"h2\"/>\n"
              "<include file=\"none.sql\"/>\n<includeAll path=\"db/changes/all/\"/>\n"
              "</databaseChangeLog>\n"},
             {"more.xml",
              "<databaseChangeLog><include file=\"changes/a.sql\" "
              "relativeToChangelogFile=\"true\"/></databaseChangeLog>"},
             {"changes/a.sql", header + changeset("1")},
             {"changes/b.sql", header + "--changeset ada:2\nSELECT '${t}';\n--rollback empty\n"},
             {"changes/all/2.sql", header + changeset("4")},
             {"changes/all/1.sql", header + changeset("3")},
             {"changes/left.sql", header + changeset("5")}}),
        ElementsAre("changes/b.sql::2::ada  | SELECT 'rooms & more'; | ",
                    read_changeset("changes/a.sql", "1"), "db.changelog-master.xml::7::ada  |  | -",
                    read_changeset("changes/all/1.sql", "3"),
                    read_changeset("changes/all/2.sql", "4"),
                    "passed-over changes/left.sql: no changelog includes this file: "
                    "\"changes/left.sql\"",
                    "other-language db.changelog-master.xml:8: a migration in XML, which the tool "
                    "cannot run",
                    "missing-file db.changelog-master.xml:10: the folder has no such changelog: "
                    "\"none.sql\""));
}

TEST(LiquibaseLayout, FollowsAChangelogInYaml) {
    EXPECT_THAT(
        reading_of({{"changelog.yaml",
                     "databaseChangeLog:\n  - property: {name: t, value: \"a, b\"} # a comment\n"
                     "  - include:\n      file: 'b.sql'\n      relativeToChangelogFile: true\n"
                     "  # - include: {file: no.sql}\n"
                     "  - changeSet:\n      id: 7\n      author: ada\n      changes:\n"
                     "        - sql:\n            sql: SELECT 1\n"
                     "  - includeAll:\n      path: all\n"},
                    {"all/a.sql", header + changeset("1")},
                    {"b.sql", header + "--changeset ada:2\nSELECT '${t}';\n--rollback empty\n"}}),
        ElementsAre("b.sql::2::ada  | SELECT 'a, b'; | ", "changelog.yaml::7::ada  |  | -",
                    read_changeset("all/a.sql", "1"),
                    "other-language changelog.yaml:7: a migration in YAML, which the tool cannot "
                    "run"));
}

TEST(LiquibaseLayout, FollowsAChangelogInJson) {
    EXPECT_THAT(
        reading_of(
            {{"changelog.json",
              "{\"databaseChangeLog\": [\n  {\"include\": {\"file\": \"b.sql\"}},\n"
              "  {\"include\":{\"relativeToChangelogFile\":\"true\",\"file\":\"a.sql\"}},\n"
              "  {\"changeSet\": {\"id\": \"7\", \"author\": \"ada\", \"changes\": []}}]}\n"},
             {"a.sql", header + changeset("1")},
             {"b.sql", header + changeset("2")},
             {"package.json", "{}"}}),
        ElementsAre(read_changeset("b.sql", "2"), read_changeset("a.sql", "1"),
                    "changelog.json::7::ada  |  | -",
                    "other-language changelog.json:4: a migration in JSON, which the tool cannot "
                    "run"));
}

TEST(LiquibaseLayout, SaysWhenSeveralChangelogsMayBeTheFirst) {
    const std::string none = "databaseChangeLog:\n";
    EXPECT_THAT(
        reading_of({{"a.yaml", none}, {"b.yaml", none}, {"a.sql", header + changeset("1")}}),
        ElementsAre(read_changeset("a.sql", "1"),
                    "file-order a.yaml: several changelogs that no other one includes, so "
                    "the files are in the order of their paths: \"a.yaml\", \"b.yaml\""));
}

TEST(LiquibaseLayout, WatchesTheChangelogs) {
    const SetFolder folder(
        {{"changelog.xml", "<databaseChangeLog/>"}, {"a.sql", header + changeset("1")}});
    EXPECT_THAT(folder.read().inputs, Contains(folder.path("changelog.xml")));
}

TEST(LiquibaseLayout, ReadsALineEndInAValueAsABlank) {
    const std::string script =
        header + "--changeset ada:1\nSELECT '${x}';\nSELECT FROM 1;\n--rollback empty\n";
    for (const auto& [file, text] :
         {std::pair{"changelog.xml",
                    "<databaseChangeLog>\n<property name='x' value='a\nb\nc'/>\n"
                    "<include file='b.sql'/>\n<include file='c.sql'/></databaseChangeLog>\n"},
          std::pair{"changelog.yaml",
                    "databaseChangeLog:\n- property: {name: x, value: \"a\nb\nc\"}\n"
                    "- include: {file: b.sql}\n- include: {file: c.sql}\n"}})
        EXPECT_THAT(reading_of({{file, text}, {"b.sql", script}}),
                    ElementsAre("b.sql::1::ada  | SELECT 'a b c'; SELECT FROM 1; | ",
                                "syntax b.sql:4: syntax error at or near \"1\"",
                                "missing-file " + std::string(file) +
                                    ":6: the folder has no such changelog: \"c.sql\""));
}

}  // namespace
}  // namespace migration
