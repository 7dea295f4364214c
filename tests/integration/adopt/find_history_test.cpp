// Which table is taken for whose history, and what is said where it cannot be read.

#include <gtest/gtest.h>

#include "adopt/find_history.hpp"
#include "adopt/read_history.hpp"
#include "base/file.hpp"
#include "ledger/ledger.hpp"
#include "support/errors.hpp"
#include "support/server.hpp"

namespace migration {
namespace {

class FindingAHistory : public DatabaseTest {
protected:
    void make(const std::string& history) {
        run(read_file(std::filesystem::path(MIGRATION_HISTORIES) / (history + ".sql")));
    }

    // "flyway in public.flyway_schema_history"
    std::string found(const WantedHistory& wanted = {}) {
        const auto history = find_history(session(), wanted);
        return std::string(history.tool->name) + " in " + history.table.schema + "." +
               history.table.table;
    }

    std::string error(const WantedHistory& wanted = {}) {
        return error_text([&] { find_history(session(), wanted); });
    }

    static std::string error_text(const std::function<void()>& work) {
        try {
            work();
        } catch (const Error& error) {
            return std::string(error.kind_name()) + ": " + error.what() + "\nhint: " + error.hint();
        }
        return "no error";
    }
};

TEST_F(FindingAHistory, DoesNotTakeOurLedgerForOne) {
    Ledger(session(), LedgerName{}, "city").create();
    EXPECT_EQ(error(),
              "mismatch: found no history of a known tool in the schemas of the search path: "
              "\"public\"\nhint: name the table with --history-table SCHEMA.TABLE, or record what "
              "the database has with 'baseline --at VERSION'");
}

TEST_F(FindingAHistory, NamesBothWhereThereAreTwo) {
    make("goose");
    make("sqlx");
    EXPECT_EQ(error(),
              "usage: found more than one history: sqlx in \"public._sqlx_migrations\", goose in "
              "\"public.goose_db_version\"\nhint: say which one with --from TOOL or "
              "--history-table SCHEMA.TABLE");
    EXPECT_EQ(found({&goose_history, {}}), "goose in public.goose_db_version");
    EXPECT_EQ(found({nullptr, LedgerName{"public", "_sqlx_migrations"}}),
              "sqlx in public._sqlx_migrations");
}

TEST_F(FindingAHistory, TellsToolsWithTheSameTableByItsColumns) {
    make("tern");
    EXPECT_EQ(found(), "tern in public.schema_version");
    run("DROP TABLE schema_version");
    make("pgmigrate");
    EXPECT_EQ(found(), "pgmigrate in public.schema_version");
    make("dbmate");
    EXPECT_EQ(found({&dbmate_history, {}}), "dbmate in public.schema_migrations");
    run("DROP TABLE schema_migrations");
    make("golang-migrate");
    EXPECT_EQ(found({&golang_migrate_history, {}}), "golang-migrate in public.schema_migrations");
}

TEST_F(FindingAHistory, KnowsATableUnderAnotherNameByItsColumns) {
    make("flyway");
    run("ALTER TABLE flyway_schema_history RENAME TO schema_version");
    EXPECT_EQ(found(), "flyway in public.schema_version");
}

TEST_F(FindingAHistory, TakesATableOfFewColumnsOnlyUnderItsNameOrWhereItIsNamed) {
    run("CREATE TABLE versions (version int4); CREATE SCHEMA ops");
    EXPECT_EQ(error().substr(0, 43), "mismatch: found no history of a known tool ");
    EXPECT_EQ(found({&tern_history, LedgerName{"public", "versions"}}), "tern in public.versions");
    EXPECT_EQ(error({nullptr, LedgerName{"public", "versions"}}),
              "usage: found more than one history: dbmate in \"public.versions\", tern in "
              "\"public.versions\"\nhint: say which one with --from "
              "TOOL");
    EXPECT_EQ(error({nullptr, LedgerName{"ops", "versions"}}),
              "usage: no such table: \"ops.versions\"\nhint: ");
    EXPECT_EQ(error({&flyway_history, LedgerName{"public", "versions"}}),
              "mismatch: the table \"public.versions\" does not have the columns of the history of "
              "flyway\nhint: ");
}

TEST_F(FindingAHistory, LooksOnTheSearchPathAndInTheToolsOwnSchemas) {
    make("drizzle");
    EXPECT_EQ(found(), "drizzle in drizzle.__drizzle_migrations");
    run("DROP SCHEMA drizzle CASCADE; CREATE SCHEMA app; SET search_path = app");
    make("goose");
    EXPECT_EQ(found(), "goose in app.goose_db_version");
    run("SET search_path = public");
    EXPECT_EQ(error({&goose_history, {}}).substr(0, 37), "mismatch: found no history of goose i");
    EXPECT_EQ(found({nullptr, LedgerName{"app", "goose_db_version"}}),
              "goose in app.goose_db_version");
}

TEST_F(FindingAHistory, NamesThePrivilegeThatIsMissing) {
    make("sqitch");
    run("CREATE ROLE kept_out");
    run("SET ROLE kept_out");
    const auto history = find_history(session(), {});
    EXPECT_EQ(error_text([&] { read_history(session(), history, "city"); }),
              "failed: cannot read the history of sqitch: permission denied for schema sqitch\n"
              "hint: GRANT USAGE ON SCHEMA \"sqitch\" TO kept_out; GRANT SELECT ON "
              "\"sqitch\".\"changes\" TO kept_out");
    run("RESET ROLE; GRANT USAGE ON SCHEMA sqitch TO kept_out; GRANT SELECT ON sqitch.changes TO "
        "kept_out; SET ROLE kept_out");
    EXPECT_EQ(error_text([&] { read_history(session(), history, "city"); }),
              "failed: cannot read the history of sqitch: permission denied for table events\n"
              "hint: GRANT USAGE ON SCHEMA \"sqitch\" TO kept_out; GRANT SELECT ON "
              "\"sqitch\".\"changes\", \"sqitch\".\"events\" TO kept_out");
    run("RESET ROLE; DROP OWNED BY kept_out; DROP ROLE kept_out");
}

TEST_F(FindingAHistory, ReadsTheProjectOfTheSetsName) {
    make("sqitch");
    run("INSERT INTO sqitch.projects VALUES ('city', NULL, DEFAULT, 'T', 't'); UPDATE "
        "sqitch.changes SET project = 'city' WHERE change = 't3'");
    const auto history = find_history(session(), {});
    const auto read = read_history(session(), history, "city");
    ASSERT_EQ(read.records.size(), 1U);
    EXPECT_EQ(read.records[0].recorded, "t3");
    const auto other = read_history(session(), history, "town");
    ASSERT_EQ(other.refusals.size(), 1U);
    EXPECT_EQ(other.refusals[0],
              (Refusal{"it holds several projects, and none is called \"town\": \"city\", \"p\"",
                       "give the set the name of its project, with --set or in add_migrations()"}));
    EXPECT_TRUE(other.records.empty());
}

TEST_F(FindingAHistory, ReadsWhatAToolHasUndoneAsNotApplied) {
    make("goose");
    run("INSERT INTO goose_db_version (id, version_id, is_applied) VALUES (9, 3, false)");
    EXPECT_EQ(read_history(session(), find_history(session(), {}), "city").records.size(), 2U);
    run("DROP TABLE goose_db_version");
    make("flyway");
    run("INSERT INTO flyway_schema_history VALUES (9, '2.1', 't', 'UNDO_SQL', 'U2_1__t.sql', 1, "
        "'d', DEFAULT, 1, true), (10, '2', 't2', 'DELETE', 'V2__t2.sql', 1, 'd', DEFAULT, 1, "
        "true)");
    EXPECT_EQ(read_history(session(), find_history(session(), {}), "city").records.size(), 2U);
}

TEST_F(FindingAHistory, ReadsOnlyMigrationsInATableWithNotesOfTheTool) {
    make("atlas");
    run("INSERT INTO atlas_schema_revisions.atlas_schema_revisions VALUES "
        "('.atlas_cloud_identifier', 'x', 2, 0, 0, now(), 0, '', '', '', 'null', 'Atlas')");
    EXPECT_EQ(read_history(session(), find_history(session(), {}), "city").records.size(), 3U);
    run("UPDATE atlas_schema_revisions.atlas_schema_revisions SET type = 4, applied = 0, error = "
        "'x' WHERE version = '20240103000000'");
    const auto resolved = read_history(session(), find_history(session(), {}), "city");
    EXPECT_EQ(resolved.records.size(), 3U);
    EXPECT_TRUE(resolved.refusals.empty());
}

}  // namespace
}  // namespace migration
