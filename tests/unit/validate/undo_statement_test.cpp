#include "validate/undo_statement.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

Change made(const std::string& key, const std::string& definition, const std::string& parent = "") {
    return {key, Facet::structure, parent, std::nullopt, definition};
}

TEST(UndoStatement, UndoesTheCreationOfEachKind) {
    struct Undo {
        const char* key;
        const char* definition;
        const char* statement;
    };
    for (const auto& [key, definition, statement] :
         {Undo{"index public.idx", "", "DROP INDEX IF EXISTS public.idx;"},
          Undo{"materialized view public.v", "", "DROP MATERIALIZED VIEW IF EXISTS public.v;"},
          Undo{"function public.f(integer)", "", "DROP FUNCTION IF EXISTS public.f(integer);"},
          Undo{"schema city", "", "DROP SCHEMA IF EXISTS city;"},
          Undo{"column public.t.a", "a integer", "ALTER TABLE public.t DROP COLUMN IF EXISTS a;"},
          Undo{R"(column public."T.x"."a.b")", "",
               R"(ALTER TABLE public."T.x" DROP COLUMN IF EXISTS "a.b";)"},
          Undo{"constraint k on public.t", "PRIMARY KEY (a)",
               "ALTER TABLE public.t DROP CONSTRAINT IF EXISTS k;"},
          Undo{R"(trigger "x on y" on public.t)", "",
               R"(DROP TRIGGER IF EXISTS "x on y" ON public.t;)"},
          Undo{"policy p on public.t", "", "DROP POLICY IF EXISTS p ON public.t;"},
          Undo{"rule r on public.t", "", "DROP RULE IF EXISTS r ON public.t;"},
          Undo{"type public.e", "CREATE TYPE public.e AS ENUM ('a')",
               "DROP TYPE IF EXISTS public.e;"},
          Undo{"type public.d", "CREATE DOMAIN public.d AS text",
               "DROP DOMAIN IF EXISTS public.d;"},
          Undo{"comment on column public.t.a", "x", "COMMENT ON COLUMN public.t.a IS NULL;"},
          Undo{"comment on trigger x on public.t", "x",
               "COMMENT ON TRIGGER x on public.t IS NULL;"}})
        EXPECT_EQ(undo_statement(made(key, definition)), statement) << key;
}

TEST(UndoStatement, GoesByWhatTheObjectIsPartOf) {
    const auto undo = [](const char* key, const char* definition, const char* parent) {
        return undo_statement(made(key, definition, parent));
    };
    EXPECT_EQ(undo("constraint k on public.t", "CHECK ((a <> 'VALUE'::text))", "table public.t"),
              "ALTER TABLE public.t DROP CONSTRAINT IF EXISTS k;");
    EXPECT_EQ(undo("constraint k on public.d", "CHECK ((VALUE > 0))", "type public.d"),
              "ALTER DOMAIN public.d DROP CONSTRAINT IF EXISTS k;");
    EXPECT_EQ(undo("column public.pair.b", "b integer", "type public.pair"),
              "ALTER TYPE public.pair DROP ATTRIBUTE IF EXISTS b;");
    EXPECT_EQ(undo("column public.v.a", "a integer DEFAULT 1", "view public.v"),
              "ALTER VIEW public.v ALTER COLUMN a DROP DEFAULT;");
    EXPECT_EQ(undo("column public.t.a", "a integer", "table public.t"),
              "ALTER TABLE public.t DROP COLUMN IF EXISTS a;");
}

TEST(UndoStatement, UndoesWhatHasNoDropOfItsOwn) {
    const auto undo = [](const char* key) { return undo_statement(made(key, "x")); };
    EXPECT_EQ(undo("large object 4711"),
              "SELECT lo_unlink(oid) FROM pg_largeobject_metadata WHERE oid = 4711;");
    EXPECT_EQ(undo("membership of zz_m in pg_monitor"), "REVOKE pg_monitor FROM zz_m;");
    EXPECT_EQ(undo(R"(membership of "a in b" in c)"), R"(REVOKE c FROM "a in b";)");
    EXPECT_EQ(undo("setting work_mem of role joe"), "ALTER ROLE joe RESET work_mem;");
    EXPECT_EQ(undo("setting work_mem of all roles"), "ALTER ROLE ALL RESET work_mem;");
    EXPECT_EQ(undo("user mapping for joe on elsewhere"),
              "DROP USER MAPPING IF EXISTS FOR joe SERVER elsewhere;");
    EXPECT_EQ(
        undo("replication slot s"),
        "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = "
        "'s';");
    EXPECT_EQ(undo("aggregate public.a()"), "DROP AGGREGATE IF EXISTS public.a(*);");
    EXPECT_EQ(undo("foreign data wrapper w"), "DROP FOREIGN DATA WRAPPER IF EXISTS w;");
    EXPECT_EQ(undo("operator class public.c using btree"),
              "DROP OPERATOR CLASS IF EXISTS public.c using btree;");
    EXPECT_EQ(undo("text search parser public.p"), "DROP TEXT search parser IF EXISTS public.p;");
}

TEST(UndoStatement, IsEmptyWhereNoValidOneCanBeTold) {
    for (const char* key :
         {"comment on database", "comment on constraint k on public.d",
          "setting work_mem of database", "setting work_mem of role joe in this database",
          "security label on table public.t by dummy", "connection of subscription s",
          "prepared transaction x", "trigger of constraint k on t by f on public.t",
          "default privileges of joe on tables", "database"})
        EXPECT_EQ(undo_statement(made(key, "x")), "") << key;
    EXPECT_EQ(undo_statement(made("type public.m", "CREATE TYPE public.m AS MULTIRANGE OF r")), "");
}

TEST(UndoStatement, IsEmptyForWhatGoesWithItsParent) {
    EXPECT_EQ(
        undo_statement(made("column public.child.i", "i integer INHERITED", "table public.child")),
        "");
    EXPECT_EQ(undo_statement(
                  made("trigger t on public.part", "CREATE TRIGGER t … OF TRIGGER t ON whole")),
              "");
    EXPECT_EQ(undo_statement(made("constraint k on public.child", "CHECK ((i > 0)) INHERITED")),
              "");
    EXPECT_EQ(undo_statement(made("index public.part_i",
                                  "CREATE INDEX part_i ON part (i) ATTACHED TO whole_i")),
              "");
    EXPECT_EQ(undo_statement(made("column public.child.i", "i integer INHERITED AND LOCAL",
                                  "table public.child")),
              "ALTER TABLE public.child DROP COLUMN IF EXISTS i;");
}

TEST(UndoStatement, IsEmptyWhereThereIsNoOneStatement) {
    for (const char* key :
         {"rows of table public.t", "value of sequence public.s", "owner of table public.t",
          "privileges of table public.t", "column order of table public.t"})
        EXPECT_EQ(undo_statement(made(key, "x")), "") << key;
}

}  // namespace
}  // namespace migration
