#include "validate/object_name.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

TEST(ObjectName, TakesTheKindFromTheFront) {
    struct Case {
        const char* key;
        const char* kind;
        const char* name;
    };
    for (const auto& [key, kind, name] :
         {Case{"index public.idx", "index", "public.idx"},
          Case{"comment on column public.t.a", "comment on", "column public.t.a"},
          Case{"trigger x on public.t", "trigger", "x on public.t"},
          Case{"materialized view public.v", "materialized view", "public.v"},
          Case{"column order of table public.t", "column order of", "table public.t"},
          Case{"default privileges of joe on tables", "default privileges of", "joe on tables"},
          Case{"value of sequence public.s", "value of", "sequence public.s"},
          Case{"event trigger e", "event trigger", "e"}}) {
        EXPECT_EQ(object_name(key).kind, kind) << key;
        EXPECT_EQ(object_name(key).name, name) << key;
    }
}

struct Case {
    const char* key;
    const char* expected;
};

TEST(BareName, IsWhatAScriptCallsTheObject) {
    for (const auto& [key, expected] :
         {Case{"table public.rooms", "rooms"}, Case{"schema city", "city"},
          Case{"column public.rooms.slug", "slug"}, Case{"function public.f(integer, a.b)", "f"},
          Case{"trigger t on public.rooms", "t"}, Case{"constraint rooms_pkey on public.rooms", "rooms_pkey"},
          Case{"rows of table public.rooms", "rooms"}, Case{"column order of table public.rooms", "rooms"},
          Case{"comment on column public.rooms.slug", "slug"}, Case{"value of sequence public.s", "s"}})
        EXPECT_EQ(bare_name(key), expected) << key;
}

TEST(BareName, TakesQuotesOff) {
    for (const auto& [key, expected] :
         {Case{R"(table public."Big.Rooms")", "Big.Rooms"}, Case{R"(table "My Schema"."T")", "T"},
          Case{R"(index public."a""b")", "a\"b"}, Case{R"(trigger "x on y" on public.t)", "x on y"},
          Case{R"(column public.t."order")", "order"}, Case{R"(rows of table public."T.x")", "T.x"}})
        EXPECT_EQ(bare_name(key), expected) << key;
}

TEST(UndoStatement, UndoesTheCreationOfEachKind) {
    struct Undo {
        const char* key;
        const char* definition;
        const char* statement;
    };
    for (const auto& [key, definition, statement] :
         {Undo{"index public.idx", "", "DROP INDEX public.idx;"},
          Undo{"materialized view public.v", "", "DROP MATERIALIZED VIEW public.v;"},
          Undo{"function public.f(integer)", "", "DROP FUNCTION public.f(integer);"},
          Undo{"schema city", "", "DROP SCHEMA city;"},
          Undo{"column public.t.a", "a integer", "ALTER TABLE public.t DROP COLUMN a;"},
          Undo{R"(column public."T.x"."a.b")", "", R"(ALTER TABLE public."T.x" DROP COLUMN "a.b";)"},
          Undo{"constraint k on public.t", "PRIMARY KEY (a)", "ALTER TABLE public.t DROP CONSTRAINT k;"},
          Undo{"constraint k on public.d", "CHECK ((VALUE > 0))", "ALTER DOMAIN public.d DROP CONSTRAINT k;"},
          Undo{R"(trigger "x on y" on public.t)", "", R"(DROP TRIGGER "x on y" ON public.t;)"},
          Undo{"policy p on public.t", "", "DROP POLICY p ON public.t;"},
          Undo{"rule r on public.t", "", "DROP RULE r ON public.t;"},
          Undo{"type public.e", "CREATE TYPE public.e AS ENUM ('a')", "DROP TYPE public.e;"},
          Undo{"type public.d", "CREATE DOMAIN public.d AS text", "DROP DOMAIN public.d;"},
          Undo{"comment on column public.t.a", "x", "COMMENT ON COLUMN public.t.a IS NULL;"},
          Undo{"comment on trigger x on public.t", "x", "COMMENT ON TRIGGER x on public.t IS NULL;"}})
        EXPECT_EQ(undo_statement(key, definition), statement) << key;
}

TEST(UndoStatement, IsEmptyWhereThereIsNoOneStatement) {
    for (const char* key : {"rows of table public.t", "value of sequence public.s", "owner of table public.t",
                            "privileges of table public.t", "column order of table public.t"})
        EXPECT_EQ(undo_statement(key, "x"), "") << key;
}

}  // namespace
}  // namespace migration
