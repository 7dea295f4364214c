#include "apply/preview.hpp"

#include <gmock/gmock.h>

#include "apply/script_runner.hpp"
#include "apply/stored_script.hpp"
#include "base/tool_version.hpp"
#include "support/rows.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

TEST(EffectiveSql, IsWhatIsSentAndNothingElse) {
    const Script script =
        script_of("-- why\nBEGIN;\nSELECT 1;\nCOPY t FROM stdin;\na;\n\\.\nCOMMIT;\n");
    EXPECT_EQ(effective_sql(script), "SELECT 1;\nCOPY t FROM stdin;\na;\n\\.\n");
}

const std::string take_back =
    "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; "
    "DISCARD "
    "TEMP; DISCARD SEQUENCES;\n";

std::string logged(const std::string& version, const std::string& slug, const std::string& checksum,
                   const std::string& action) {
    return "INSERT INTO \"public\".\"schema_migrations_log\" (migration_set, version, slug, "
           "action, outcome, "
           "checksum, "
           "error, runner, execution_time_ms, tool_version, reason) VALUES ('city', '" +
           version + "', '" + slug + "', '" + action + "', 'done', '" + checksum +
           "', '', 'psql', 0, '" + tool_version() + "', 'by hand, as previewed');\n";
}

TEST(PreviewUp, WrapsTheScriptAndItsRecordInOneTransaction) {
    MigrationSet set = set_of(1);
    set.migrations[0].verify = script_of("SELECT true;");
    set.migrations[0].up.annotations.lock_timeout = "3s";
    EXPECT_EQ(
        preview_up(set, {{&set.migrations[0]}}, true),
        "\\set ON_ERROR_STOP on\n\n-- up 001_t1\nBEGIN;\nSET LOCAL lock_timeout = '3s';\nCREATE "
        "TABLE t1 (a "
        "int);\n-- verification\nSELECT true;\nSET CONSTRAINTS ALL IMMEDIATE;\n" +
            take_back +
            "INSERT INTO \"public\".\"schema_migrations\" (migration_set, version, slug, checksum, "
            "state, "
            "statements_done, down_sql, fingerprint, execution_time_ms, tool_version) VALUES "
            "('city', '001', "
            "'t1', '" +
            set.migrations[0].up.checksum + "', 'applied', 0, " +
            quote_literal(stored_script(*set.migrations[0].down)) + ", '', 0, '" + tool_version() +
            "')\nON CONFLICT (migration_set, version) DO UPDATE SET state = EXCLUDED.state;\n" +
            logged("001", "t1", set.migrations[0].up.checksum, "up") + "COMMIT;\n");
}

TEST(PreviewUp, UndoesWhatAVerifyScriptDoesThatFailsByErrorsAlone) {
    MigrationSet set = set_of(1);
    set.migrations[0].verify = trying_script_of("BEGIN;\nSELECT 1;\nROLLBACK;\nSELECT 2;\n");
    const std::string script = preview_up(set, {{&set.migrations[0]}}, true);
    const std::string end =
        "ROLLBACK TO SAVEPOINT migration_verify; RELEASE SAVEPOINT migration_verify;\n";
    EXPECT_THAT(script, testing::HasSubstr("CREATE TABLE t1 (a int);\n-- verification\n"
                                           "SAVEPOINT migration_verify;\nSELECT 1;\n" +
                                           end + "SAVEPOINT migration_verify;\nSELECT 2;\n" + end +
                                           "SET CONSTRAINTS ALL IMMEDIATE;\n"));
    set.migrations[0].up = script_of("CREATE INDEX CONCURRENTLY i ON t (a);");
    EXPECT_THAT(
        preview_up(set, {{&set.migrations[0]}}, true),
        testing::HasSubstr(
            "-- verification\nBEGIN;\nSELECT 1;\nROLLBACK;\nBEGIN;\nSELECT 2;\nROLLBACK;\n"));
}

TEST(PreviewUp, LeavesOutTheTransactionThatAStatementRefuses) {
    MigrationSet set = set_of(1);
    set.migrations[0] =
        migration_of("001", "a", "CREATE INDEX CONCURRENTLY i ON t (a);", "DROP INDEX i;");
    const std::string script = preview_up(set, {{&set.migrations[0]}}, true);
    EXPECT_TRUE(script.starts_with(
        "\\set ON_ERROR_STOP on\n\n-- up 001_a\nCREATE INDEX CONCURRENTLY i ON t (a);\n" +
        take_back + "INSERT INTO "))
        << script;
}

TEST(PreviewDown, UsesTheSetsScriptOrTheStoredOne) {
    const MigrationSet set = set_of(1);
    const auto rows = rows_of(set_of(2), {1, 2});
    EXPECT_EQ(preview_down(set, {{rows[0], &set.migrations[0]}}),
              "\\set ON_ERROR_STOP on\n\n-- down 001_t1\nBEGIN;\nDROP TABLE t1;\nSET CONSTRAINTS "
              "ALL IMMEDIATE;\n" +
                  take_back +
                  "DELETE FROM \"public\".\"schema_migrations\" WHERE migration_set = 'city' AND "
                  "version = "
                  "'001';\n" +
                  logged("001", "t1", rows[0].checksum, "down") + "COMMIT;\n");
    EXPECT_TRUE(
        preview_down(set, {{rows[1], nullptr}})
            .starts_with("\\set ON_ERROR_STOP on\n\n-- down 002_t2\nBEGIN;\nDROP TABLE t2;"));
}

}  // namespace
}  // namespace migration
