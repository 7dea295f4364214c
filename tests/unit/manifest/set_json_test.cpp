#include "manifest/set_json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/sets.hpp"

namespace migration {
namespace {

MigrationSet full_set() {
    MigrationSet set;
    set.name = "city";
    set.layout = "marked";
    set.ledger = {"ops", "applied"};
    set.migrations = {
        migration_of("001", "größe",
                     "-- @lossy: times\n-- @lock-timeout: 5s\n-- @statement-timeout: 1min\n-- "
                     "@requires-extension: "
                     "pgcrypto\nBEGIN;\nCOPY t FROM stdin;\nä\t'\n\\.\nSELECT 1;\nCOMMIT;",
                     "SELECT 2;"),
        migration_of("seeds.1", "b",
                     "-- @irreversible: gone\nCREATE INDEX CONCURRENTLY i ON t (a);", "")};
    set.migrations[0].verify = script_of("SELECT true;");
    set.migrations[0].up.file_text = "SELECT 1;--> statement-breakpoint";
    set.migrations[0].journal_time = 1700000000001;
    set.migrations[1].seed = true;
    set.migrations[1].verify = trying_script_of("BEGIN;\nSELECT 1;\nROLLBACK;");
    return set;
}

void expect_same(const Script& a, const Script& b) {
    EXPECT_EQ(a.file, b.file);
    EXPECT_EQ(a.text, b.text);
    EXPECT_EQ(a.file_text, b.file_text);
    EXPECT_EQ(a.checksum, b.checksum);
    EXPECT_EQ(a.transactional, b.transactional);
    EXPECT_EQ(a.verify_rule, b.verify_rule);
    ASSERT_EQ(a.origins.size(), b.origins.size());
    for (std::size_t i = 0; i < a.origins.size(); ++i) {
        const auto& x = a.origins[i];
        const auto& y = b.origins[i];
        EXPECT_EQ(std::tie(x.offset, x.line, x.included, x.included_line, x.is_one_line),
                  std::tie(y.offset, y.line, y.included, y.included_line, y.is_one_line));
    }
    ASSERT_EQ(a.statements.size(), b.statements.size());
    for (std::size_t i = 0; i < a.statements.size(); ++i) {
        const auto& x = a.statements[i];
        const auto& y = b.statements[i];
        EXPECT_EQ(
            std::tie(x.offset, x.length, x.data_offset, x.data_length, x.line, x.kind, x.left_out),
            std::tie(y.offset, y.length, y.data_offset, y.data_length, y.line, y.kind, y.left_out));
    }
}

MigrationSet there_and_back(const MigrationSet& set) {
    TextPacker texts;
    const std::string json = set_to_json(set, texts).dump();
    return set_from_json(nlohmann::json::parse(json), PackedTexts(texts.all(), false));
}

TEST(SetJson, KeepsEverythingThatTheEngineNeeds) {
    const MigrationSet set = full_set();
    const MigrationSet back = there_and_back(set);
    EXPECT_EQ(back.digest(), set.digest());
    ASSERT_EQ(back.migrations.size(), 2U);
    EXPECT_EQ(back.ledger, set.ledger);
    expect_same(back.migrations[0].up, set.migrations[0].up);
    expect_same(*back.migrations[0].down, *set.migrations[0].down);
    expect_same(*back.migrations[0].verify, *set.migrations[0].verify);
    expect_same(back.migrations[1].up, set.migrations[1].up);
    expect_same(back.migrations[1].verify.value(), *set.migrations[1].verify);
    EXPECT_EQ(back.migrations[0].journal_time, 1700000000001);
    EXPECT_FALSE(back.migrations[1].journal_time);
    EXPECT_FALSE(back.migrations[1].down);
    EXPECT_TRUE(back.migrations[1].seed);
    EXPECT_FALSE(back.migrations[1].up.transactional);
}

TEST(SetJson, KeepsTheAnnotationsThatMatterInProduction) {
    const MigrationSet back = there_and_back(full_set());
    const auto& annotations = back.migrations[0].up.annotations;
    EXPECT_EQ(annotations.lossy, "times");
    EXPECT_EQ(annotations.lock_timeout, "5s");
    EXPECT_EQ(annotations.statement_timeout, "1min");
    EXPECT_EQ(annotations.requires_extensions, std::vector<std::string>{"pgcrypto"});
    EXPECT_EQ(back.migrations[1].up.annotations.irreversible, "gone");
}

// The runner checks its proof by the set's digest.
TEST(SetJson, KeepsTheDigestOfASetWithOptions) {
    MigrationSet set = set_of(1);
    set.idempotence = Idempotence::safe;
    set.column_order = ColumnOrder::ignore;
    set.prerequisites = script_of("CREATE ROLE r;");
    EXPECT_EQ(there_and_back(set).migrations[0].digest(), set.migrations[0].digest());
}

}  // namespace
}  // namespace migration
