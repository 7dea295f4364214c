#include "set/file_migrations.hpp"

#include <gtest/gtest.h>

#include "support/sets.hpp"

namespace migration {
namespace {

MigrationSet shared_file() {
    MigrationSet set;
    for (const int first_line : {3, 7}) {
        const std::string blank(static_cast<std::size_t>(first_line - 1), '\n');
        Migration migration{std::to_string(first_line),
                            "",
                            false,
                            script_of(blank + "SELECT 1;\n", "a.sql"),
                            {},
                            {}};
        migration.down = script_of(blank + "\nSELECT 2;\n", "a.sql");
        set.migrations.push_back(std::move(migration));
    }
    return set;
}

TEST(FileMigrations, TellsWhichMigrationOfAFileHasALine) {
    const auto set = shared_file();
    for (const auto& files : {FileMigrations::of_ups(set), FileMigrations::of_downs(set)}) {
        EXPECT_TRUE(files.is_shared("a.sql"));
        EXPECT_EQ(files.at("a.sql", 0), &set.migrations[0]);
        EXPECT_EQ(files.at("a.sql", 3), &set.migrations[0]);
        EXPECT_EQ(files.at("a.sql", 6), &set.migrations[0]);
        EXPECT_EQ(files.at("a.sql", 7), &set.migrations[1]);
        EXPECT_EQ(files.at("a.sql", 8), &set.migrations[1]);
        EXPECT_EQ(files.at("b.sql", 3), nullptr);
    }
}

TEST(FileMigrations, GivesAllLinesOfAFileToItsOnlyMigration) {
    auto set = shared_file();
    set.migrations.pop_back();
    const auto files = FileMigrations::of_ups(set);
    EXPECT_FALSE(files.is_shared("a.sql"));
    EXPECT_EQ(files.at("a.sql", 1), &set.migrations[0]);
    EXPECT_EQ(files.at("a.sql", 99), &set.migrations[0]);
}

}  // namespace
}  // namespace migration
