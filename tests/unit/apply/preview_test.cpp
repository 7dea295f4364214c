#include "apply/preview.hpp"

#include <gtest/gtest.h>

#include "apply/engine.hpp"
#include "apply/script_runner.hpp"
#include "support/rows.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

TEST(EffectiveSql, IsWhatIsSentAndNothingElse) {
    const Script script = script_of("-- why\nBEGIN;\nSELECT 1;\nCOPY t FROM stdin;\na;\n\\.\nCOMMIT;\n");
    EXPECT_EQ(effective_sql(script), "SELECT 1;\nCOPY t FROM stdin;\na;\n\\.\n");
}

TEST(PreviewUp, WrapsTheScriptAndItsRecordInOneTransaction) {
    MigrationSet set = set_of(1);
    set.migrations[0].verify = script_of("SELECT true;");
    EXPECT_EQ(preview_up(set, {{&set.migrations[0], 0}}),
              "\n-- up 001_t1\nBEGIN;\nCREATE TABLE t1 (a int);\n-- verification\nSELECT true;\n"
              "INSERT INTO \"public\".\"schema_migrations\" (migration_set, version, slug, checksum, state, "
              "statements_done, down_sql, fingerprint, execution_time_ms, tool_version) VALUES ('city', '001', 't1', '" +
                  set.migrations[0].up.checksum + "', 'applied', 0, 'DROP TABLE t1;\n', '', 0, '" + tool_version() +
                  "');\nCOMMIT;\n");
}

TEST(PreviewUp, LeavesOutTheTransactionThatAStatementRefuses) {
    MigrationSet set = set_of(1);
    set.migrations[0] = migration_of("001", "a", "CREATE INDEX CONCURRENTLY i ON t (a);", "DROP INDEX i;");
    const std::string script = preview_up(set, {{&set.migrations[0], 0}});
    EXPECT_TRUE(script.starts_with("\n-- up 001_a\nCREATE INDEX CONCURRENTLY i ON t (a);\nINSERT INTO ")) << script;
}

TEST(PreviewDown, UsesTheSetsScriptOrTheStoredOne) {
    const MigrationSet set = set_of(1);
    const auto rows = rows_of(set_of(2), {1, 2});
    EXPECT_EQ(preview_down(set, {{rows[0], &set.migrations[0]}}),
              "\n-- down 001_t1\nBEGIN;\nDROP TABLE t1;\nDELETE FROM \"public\".\"schema_migrations\" WHERE "
              "migration_set = 'city' AND version = '001';\nCOMMIT;\n");
    EXPECT_TRUE(preview_down(set, {{rows[1], nullptr}}).starts_with("\n-- down 002_t2\nBEGIN;\nDROP TABLE t2;"));
}

}  // namespace
}  // namespace migration
