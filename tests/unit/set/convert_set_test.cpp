#include "set/convert_set.hpp"

#include <gmock/gmock.h>

#include "base/error.hpp"
#include "support/reading.hpp"

namespace migration {
namespace {

using testing::ElementsAre;

Files plain_set() {
    return {
        {"001_users.up.sql", "-- Users.\nCREATE TABLE users (id int);\nSELECT ';';\n"},
        {"001_users.down.sql", "DROP TABLE users;\n"},
        {"002_index.up.sql", "CREATE INDEX CONCURRENTLY i ON users (id);\n"},
        {"002_index.down.sql", "DROP INDEX CONCURRENTLY i;\n"},
        {"003_f.up.sql",
         "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$;\n"},
        {"003_f.down.sql", "DROP FUNCTION f();"}};
}

const Layout& layout_named(std::string_view name) {
    for (const auto* layout : layouts())
        if (layout->name == name) return *layout;
    throw std::runtime_error("no such layout");
}

// The reading of the set that the other becomes in the layout.
std::vector<std::string> converted(const Files& files, std::string_view layout,
                                   const ConversionOptions& options = {}) {
    const SetFolder folder(files);
    const TemporaryDirectory out("migration-test-");
    convert_set(folder.read(), layout_named(layout), options, out.path());
    SetOptions now;
    now.directory = out.path();
    std::vector<std::string> lines;
    for (const auto& migration : read_directory(now).set.migrations)
        lines.push_back(migration.version + " " + migration.slug + " | " +
                        reading_of(std::optional(migration.up)) + " | " +
                        reading_of(migration.down));
    return lines;
}

// By the layouts that are recognised without a name, or by the migrations.toml that is written.
TEST(ConvertSet, KeepsEachScriptInEachLayout) {
    const auto plain = reading_of(SetFolder(plain_set()));
    for (const auto* layout : layouts()) {
        if (layout->write == nullptr) continue;
        const bool goes_down = layout->downs != Downs::none || layout->name == "sqlx";
        ConversionOptions options;
        options.without_down = !goes_down;
        std::vector<std::string> expected;
        for (auto line : plain) {
            if (!goes_down) line = line.substr(0, line.rfind('|')) + "| -";
            expected.push_back(line);
        }
        auto found = converted(plain_set(), layout->name, options);
        for (auto& line : found)  // pgmigrate tells by the name what runs alone
            if (const auto at = line.find("_NONTRANSACTIONAL"); at != std::string::npos)
                line.erase(at, std::string_view("_NONTRANSACTIONAL").size());
        // Some take the whole name for the version.
        for (auto& line : found)
            if (const auto at = line.find("_"); at < line.find(' ')) {
                line[at] = ' ';
                line.replace(line.find("  |"), 3, " |");
            }
        EXPECT_EQ(found, expected) << layout->name;
    }
}

TEST(ConvertSet, NumbersVersionsThatTheLayoutCannotSpell) {
    EXPECT_THAT(converted({{"V1.2__a.sql", "SELECT 1;"}, {"V1.10__b.sql", "SELECT 2;"}}, "goose"),
                ElementsAre("001 a | SELECT 1; | -", "002 b | SELECT 2; | -"));
}

TEST(ConvertSet, KeepsTheOrderThatDependenciesMake) {
    EXPECT_THAT(converted({{"1_a.up.sql", "-- @depends: 2\nSELECT 1;"},
                           {"1_a.down.sql", "SELECT 1;"},
                           {"2_b.up.sql", "SELECT 2;"},
                           {"2_b.down.sql", "SELECT 2;"}},
                          "rollback-suffix"),
                ElementsAre("2 b | SELECT 2; | SELECT 2;", "1 a | SELECT 1; | SELECT 1;"));
}

TEST(ConvertSet, KeepsVerifyScriptsWhereTheLayoutHasThem) {
    const std::string marked =
        "SELECT 1;\n-- ROLLBACK_START\nSELECT 2;\n-- ROLLBACK_END\n"
        "-- VALIDATION_START\nSELECT true;\n-- VALIDATION_END\n";
    EXPECT_THROW(converted({{"1_a.sql", marked}}, "goose"), Error);
    EXPECT_THAT(converted({{"1_a.sql", marked}}, "goose", {false, true}),
                ElementsAre("1 a | SELECT 1; | SELECT 2;"));
    EXPECT_THAT(converted({{"1_a.sql", marked}}, "marked"),
                ElementsAre("1 a | SELECT 1; | SELECT 2;"));
}

}  // namespace
}  // namespace migration
