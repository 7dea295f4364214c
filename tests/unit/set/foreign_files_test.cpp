#include "set/foreign_files.hpp"

#include <gmock/gmock.h>

#include "support/errors.hpp"

namespace migration {
namespace {

SourceFiles file_with(const std::string& text, const std::string& path = "1_a.sql") {
    SourceFiles sources;
    sources.files.push_back({path, "dir/" + path, text});
    return sources;
}

struct MarkerCase {
    const char* tool;
    const char* line;
};

TEST(RefuseForeignFiles, KnowsEachToolsMarkerHoweverItIsWritten) {
    for (const auto& [tool, line] :
         {MarkerCase{"dbmate", "-- migrate:up"},
          MarkerCase{"dbmate", "--migrate:down transaction:false"},
          MarkerCase{"dbmate", "--   MIGRATE:UP"},
          MarkerCase{"goose", "-- +goose Up"},
          MarkerCase{"goose", "--+goose down"},
          MarkerCase{"goose", "-- +Goose StatementBegin"},
          MarkerCase{"goose", "-- +goose NO TRANSACTION"},
          MarkerCase{"sql-migrate", "-- +migrate Up notransaction"},
          MarkerCase{"sql-migrate", "--+migrate down"},
          MarkerCase{"micrate", "-- +micrate Up"},
          MarkerCase{"another tool", "-- +mig Down"},
          MarkerCase{"another tool", "-- +pg-migrator Up"},
          MarkerCase{"another tool", "-- +down"},
          MarkerCase{"goose", "/* +goose Up */"},
          MarkerCase{"graphile-migrate", "--!include x.sql"},
          MarkerCase{"tern", "---- create above / drop below ----"},
          MarkerCase{"tern", "select 1; ---- create above / drop below ----"},
          MarkerCase{"tern", "---- Create Above / Drop Below ----"},
          MarkerCase{"MyBatis", "-- //@UNDO"},
          MarkerCase{"MyBatis", "--//@undo"},
          MarkerCase{"Play", "# --- !Ups"},
          MarkerCase{"Play", "-- !Downs"},
          MarkerCase{"rambler", "-- rambler up"},
          MarkerCase{"rambler", "--rambler DOWN"},
          MarkerCase{"shmig", "-- ==== UP ===="},
          MarkerCase{"shmig", "-- ====  down  ===="},
          MarkerCase{"Liquibase", "--liquibase formatted sql"},
          MarkerCase{"Liquibase", "-- Liquibase Formatted SQL"},
          MarkerCase{"graphile-migrate", "--! Previous: sha1:0123"},
          MarkerCase{"Atlas", "-- atlas:txtar"},
          MarkerCase{"Atlas", "-- atlas:delimiter \\n\\n"},
          MarkerCase{"bun", "--bun:split"}})
        for (const std::string end : {"\n", "\r\n", "\r"})
            expect_error(
                ErrorKind::usage,
                "dir/1_a.sql:2: a file of " + std::string(tool) +
                    ", which the tool does not read: \"" + line + "\"",
                [&] {
                    refuse_foreign_files(file_with("SELECT 1;" + end + "  " + line + " " + end));
                });
}

TEST(RefuseForeignFiles, TakesCommonCommentsForMarkersOnlyWhereOneFileHasBoth) {
    for (const auto& [up, down] :
         {std::pair{"-- Up Migration", "-- Down Migration"},
          std::pair{"---- up   migration", "--down migration: x"}, std::pair{"-- Up", "-- Down"},
          std::pair{"-- UP:", "--- DOWN ---"}, std::pair{"-- migrate up", "-- migrate down"},
          std::pair{"--//@UP", "--//@DOWN"}, std::pair{"/* migrate:up */", "/* migrate:down */"},
          std::pair{"-- <<Up script>>", "-- <<Down script>>"},
          std::pair{"-- upgrade --", "-- downgrade --"}, std::pair{"-- 1 up", "-- 1 down"},
          std::pair{"-- migrate_up", "-- migrate_down"},
          std::pair{"--- UP BEGIN ---", "--- DOWN BEGIN ---"}}) {
        for (const auto* alone : {up, down})
            EXPECT_NO_THROW(refuse_foreign_files(file_with(alone)));
        SourceFiles pair = file_with(up, "1_a.up.sql");
        pair.files.push_back({"1_a.down.sql", "dir/1_a.down.sql", down});
        EXPECT_NO_THROW(refuse_foreign_files(pair));
        const auto error = error_of([&] {
            refuse_foreign_files(file_with(std::string(up) + "\nSELECT 1;\n" + down + "\n"));
        });
        EXPECT_NE(std::string(error->what()).find("dir/1_a.sql:3: a file of "), std::string::npos)
            << error->what();
        EXPECT_EQ(error->hint(), "split the file into an up and a down script, without the marker");
    }
}

TEST(RefuseForeignFiles, TakesADownMarkerBetweenStatementsForOne) {
    for (const std::string marker :
         {"-- Down Migration", "-- down", "/* Down */", "-- *** DOWN ***",
          "-- Undo:", "-- rollback", "-- migrate: down", "-- downgrade --", "-- 1 down"}) {
        const std::string text = "SELECT 1;\n" + marker + "\nSELECT 2;\n";
        const auto error = error_of([&] { refuse_foreign_files(file_with(text)); });
        EXPECT_NE(std::string(error->what()).find("dir/1_a.sql:2: a file of "), std::string::npos)
            << error->what();
        for (const auto& sound :
             {"-- of a\n\n" + marker + "\nSELECT 1;\n",
              "SELECT 1;\n" + marker + "\n-- DROP TABLE t;\n",
              "SELECT 1;\n-- ROLLBACK_START\n" + marker + "\nSELECT 2;\n-- ROLLBACK_END\n"})
            EXPECT_NO_THROW(refuse_foreign_files(file_with(sound))) << sound;
        EXPECT_NO_THROW(refuse_foreign_files(file_with(text, "1_a.down.sql")));
    }
}

TEST(RefuseForeignFiles, TakesTwoFilesThatDifferInUpAndDownForAPair) {
    EXPECT_NO_THROW(refuse_foreign_files(file_with("", "1_set_up.sql")));
    for (const std::string separator : {"_", "-"}) {
        SourceFiles pair = file_with("", "1_a" + separator + "up.sql");
        const std::string down = "1_a" + separator + "down.sql";
        pair.files.push_back({down, "dir/" + down, ""});
        expect_error(ErrorKind::usage,
                     "dir/1_a" + separator +
                         "up.sql: a file of db-migrate, which the tool does not read: \"1_a" +
                         separator + "up.sql\"",
                     [&] { refuse_foreign_files(pair); });
    }
}

TEST(RefuseForeignFiles, KnowsPostgratorsNamesAndPairsInAnyLetterCase) {
    for (const char* path : {"001.do.a.sql", "001.undo.a.sql", "sub/002.do.sql", "003.UNDO.sql"})
        EXPECT_THAT(error_of([&] { refuse_foreign_files(file_with("", path)); })->what(),
                    testing::HasSubstr("a file of postgrator"))
            << path;
    SourceFiles pair = file_with("", "1_a_UP.sql");
    pair.files.push_back({"1_a_Down.sql", "dir/1_a_Down.sql", ""});
    EXPECT_THAT(error_of([&] { refuse_foreign_files(pair); })->what(),
                testing::HasSubstr("a file of db-migrate"));
}

TEST(RefuseForeignFiles, KnowsNamesThatStandForAnotherOrderOfThings) {
    expect_error(
        ErrorKind::usage,
        "dir/1_a.rollback.sql: a file of yoyo, which the tool does not read: \"1_a.rollback.sql\"",
        [] { refuse_foreign_files(file_with("", "1_a.rollback.sql")); });
    expect_error(
        ErrorKind::usage,
        "dir/1_a.undo.sql: a file of postgrator, which the tool does not read: \"1_a.undo.sql\"",
        [] { refuse_foreign_files(file_with("", "1_a.undo.sql")); });
    for (const std::string name : {"1_a.tx.up.sql", "1_a.tx.down.sql"})
        expect_error(
            ErrorKind::usage,
            "dir/" + name + ": a file of bun, which the tool does not read: \"" + name + "\"",
            [&] { refuse_foreign_files(file_with("", name)); });
}

TEST(RefuseForeignFiles, LeavesPlainScriptsAlone) {
    for (const char* text :
         {"-- Up migration of the users table", "-- the ups and downs of it",
          "-- + up to five rows", "-- goose", "-- see create above and drop below", "-- rambler",
          "-- migrate:upper", "SELECT '-- x';", "-- ROLLBACK_START\n-- ROLLBACK_END", "-- undo",
          "-- down", "# not SQL"})
        EXPECT_NO_THROW(refuse_foreign_files(file_with(text))) << text;
}

}  // namespace
}  // namespace migration
