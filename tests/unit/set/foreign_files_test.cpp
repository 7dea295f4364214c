#include "set/foreign_files.hpp"

#include <gmock/gmock.h>

namespace migration {
namespace {

// The first problem of a file; empty without one.
std::string problem_of(const std::string& text, const std::string& path = "1_a.sql") {
    Problems problems;
    report_foreign_marker({path, "dir/" + path, text}, false, problems);
    return problems.empty() ? "" : problems[0].text();
}

std::string problem_of_names(const std::vector<std::string>& paths) {
    SourceFiles sources;
    for (const auto& path : paths) sources.files.push_back({path, "dir/" + path, ""});
    Problems problems;
    report_foreign_names(sources, problems);
    return problems.empty() ? "" : problems[0].text();
}

struct MarkerCase {
    const char* tool;
    const char* line;
};

TEST(ForeignFiles, KnowsEachToolsMarkerHoweverItIsWritten) {
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
            EXPECT_EQ(problem_of("SELECT 1;" + end + "  " + line + " " + end),
                      "dir/1_a.sql:2: a file of " + std::string(tool) +
                          ", which the tool does not read: \"" + line + "\"");
}

TEST(ForeignFiles, TakesCommonCommentsForMarkersOnlyWhereOneFileHasBoth) {
    for (const auto& [up, down] :
         {std::pair{"-- Up Migration", "-- Down Migration"},
          std::pair{"---- up   migration", "--down migration: x"}, std::pair{"-- Up", "-- Down"},
          std::pair{"-- UP:", "--- DOWN ---"}, std::pair{"-- migrate up", "-- migrate down"},
          std::pair{"--//@UP", "--//@DOWN"}, std::pair{"/* migrate:up */", "/* migrate:down */"},
          std::pair{"-- <<Up script>>", "-- <<Down script>>"},
          std::pair{"-- upgrade --", "-- downgrade --"}, std::pair{"-- 1 up", "-- 1 down"},
          std::pair{"-- migrate_up", "-- migrate_down"},
          std::pair{"--- UP BEGIN ---", "--- DOWN BEGIN ---"}}) {
        for (const auto* alone : {up, down}) EXPECT_EQ(problem_of(alone), "");
        EXPECT_THAT(problem_of(std::string(up) + "\nSELECT 1;\n" + down + "\n"),
                    testing::StartsWith("dir/1_a.sql:3: a file of "));
    }
}

TEST(ForeignFiles, TakesADownMarkerBetweenStatementsForOne) {
    for (const std::string marker :
         {"-- Down Migration", "-- down", "/* Down */", "-- *** DOWN ***",
          "-- Undo:", "-- rollback", "-- migrate: down", "-- downgrade --", "-- 1 down"}) {
        const std::string text = "SELECT 1;\n" + marker + "\nSELECT 2;\n";
        EXPECT_THAT(problem_of(text), testing::StartsWith("dir/1_a.sql:2: a file of "));
        for (const auto& sound : {"-- of a\n\n" + marker + "\nSELECT 1;\n",
                                  "SELECT 1;\n" + marker + "\n-- DROP TABLE t;\n"})
            EXPECT_EQ(problem_of(sound), "") << sound;
        EXPECT_EQ(problem_of(text, "1_a.down.sql"), "");
        Problems problems;
        report_foreign_marker({"1_a.sql", "1_a.sql", text}, true, problems);
        EXPECT_TRUE(problems.empty());
    }
}

TEST(ForeignFiles, TakesTwoFilesThatDifferInUpAndDownForAPair) {
    EXPECT_EQ(problem_of_names({"1_set_up.sql"}), "");
    for (const std::string separator : {"_", "-"})
        EXPECT_EQ(problem_of_names({"1_a" + separator + "up.sql", "1_a" + separator + "down.sql"}),
                  "dir/1_a" + separator +
                      "up.sql: a file of db-migrate, which the tool does not read: \"1_a" +
                      separator + "up.sql\"");
}

TEST(ForeignFiles, KnowsPostgratorsNamesAndPairsInAnyLetterCase) {
    for (const char* path : {"001.do.a.sql", "001.undo.a.sql", "sub/002.do.sql", "003.UNDO.sql"})
        EXPECT_THAT(problem_of_names({path}), testing::HasSubstr("a file of postgrator")) << path;
    EXPECT_THAT(problem_of_names({"1_a_UP.sql", "1_a_Down.sql"}),
                testing::HasSubstr("a file of db-migrate"));
}

TEST(ForeignFiles, KnowsNamesThatStandForAnotherOrderOfThings) {
    EXPECT_EQ(problem_of_names({"1_a.rollback.sql"}),
              "dir/1_a.rollback.sql: a file of yoyo, which the tool does not read: "
              "\"1_a.rollback.sql\"");
    EXPECT_EQ(problem_of_names({"1_a.undo.sql"}),
              "dir/1_a.undo.sql: a file of postgrator, which the tool does not read: "
              "\"1_a.undo.sql\"");
    for (const std::string name : {"1_a.tx.up.sql", "1_a.tx.down.sql"})
        EXPECT_EQ(problem_of_names({name}), "dir/" + name +
                                                ": a file of bun, which the tool does not read: "
                                                "\"" +
                                                name + "\"");
}

TEST(ForeignFiles, LeavesPlainScriptsAlone) {
    for (const char* text :
         {"-- Up migration of the users table", "-- the ups and downs of it",
          "-- + up to five rows", "-- goose", "-- see create above and drop below", "-- rambler",
          "-- migrate:upper", "SELECT '-- x';", "-- ROLLBACK_START\n-- ROLLBACK_END", "-- undo",
          "-- down", "# not SQL"})
        EXPECT_EQ(problem_of(text), "") << text;
}

}  // namespace
}  // namespace migration
