#include "adopt/history_statement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adopt/history_tool.hpp"
#include "support/sets.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

const LedgerName history{"ops", "History"};

Migration users(const std::string& file) {
    return {"0042", "add_users", false, script_of("SELECT 1;\n", file), {}, {}};
}

std::string statement(std::string_view sql, const Migration& migration) {
    return history_statement(sql, history, {migration, "0041", 7});
}

TEST(HistoryStatement, PutsTheWordsInTheirPlace) {
    const auto migration = users("sub/0042_add_users.sql");
    EXPECT_EQ(statement("\nUPDATE {table} SET a = {number}, b = {before}, c = {milliseconds};\n",
                        migration),
              "UPDATE \"ops\".\"History\" SET a = 42, b = 41::bigint, c = 7;");
    EXPECT_EQ(statement("{version} {slug} {words}", migration), "'0042' 'add_users' 'add users'");
    EXPECT_EQ(statement("{path} {file} {stem} {folder}", migration),
              "'sub/0042_add_users.sql' '0042_add_users.sql' '0042_add_users' 'sub'");
    EXPECT_EQ(statement("{folder}", users("0042_add_users.sql")), "'0042_add_users'");
    EXPECT_EQ(statement("{statements} {unknown}", migration),
              "ARRAY['SELECT 1']::text[] {unknown}");
}

TEST(HistoryStatement, HasNothingBeforeTheFirstMigration) {
    EXPECT_EQ(history_statement("{before}", history, {users("a.sql")}), "NULL::bigint");
}

TEST(HistoryStatement, TakesAValueThatLooksLikeAWordAsItIs) {
    EXPECT_EQ(statement("{file} {slug}", users("a/{slug}.sql")), "'{slug}.sql' 'add_users'");
}

// Flyway knows a repeatable migration by its description.
TEST(HistoryStatement, TakesTheDescriptionOfARepeatableMigrationFromItsVersion) {
    Migration migration{"R.my_view", "", false, script_of("SELECT 1;\n", "R__my_view.sql"), {}, {}};
    migration.repeatable = true;
    EXPECT_EQ(statement("{words}", migration), "'my view'");
}

// Flyway takes the CRC of the file, but that of the text that it runs for a repeatable script.
TEST(HistoryStatement, HasTheChecksumOfTheFile) {
    Migration migration = users("a.sql");
    migration.up.file_text = "SELECT ${one};\n";
    EXPECT_EQ(statement("{crc32}", migration), "-464891105");
    EXPECT_EQ(statement("{sha256}", migration),
              "'2e97afea2943787e9cb3c9f690a3e09a0005a6588a7321e1272fd678e103bb52'");
    migration.repeatable = true;
    EXPECT_EQ(statement("{crc32}", migration), "78787420");
}

TEST(HistoryStatement, NeedsWholeNumbersOfToolsThatCount) {
    EXPECT_TRUE(has_number(users("a.sql")));
    EXPECT_FALSE(has_number({"1.2", "a", false, {}, {}, {}}));
    EXPECT_FALSE(has_number({"", "a", false, {}, {}, {}}));
}

// Computed with Python's zlib, by the rules in the tools' own sources.
TEST(HistoryLockKeys, AreTheToolsOwn) {
    const auto keys = [](const HistoryTool& tool, const LedgerName& table) {
        return tool.lock_keys(table, "city");
    };
    EXPECT_THAT(keys(golang_migrate_history, {"public", "schema_migrations"}),
                ElementsAre(1009587240, 1125006214));
    EXPECT_THAT(keys(sqlx_history, {"public", "_sqlx_migrations"}),
                ElementsAre(781280043129143320));
    EXPECT_THAT(keys(flyway_history, {"public", "flyway_schema_history"}),
                ElementsAre(77433833903597));
}

}  // namespace
}  // namespace migration
