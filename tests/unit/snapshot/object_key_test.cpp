#include "snapshot/object_key.hpp"

#include <gtest/gtest.h>

namespace migration {
namespace {

TEST(ObjectKey, TakesTheKindFromTheFront) {
    struct Case {
        const char* text;
        ObjectKind kind;
        const char* name;
    };
    for (const auto& [text, kind, name] :
         {Case{"index public.idx", ObjectKind::index, "public.idx"},
          Case{"comment on column public.t.a", ObjectKind::comment, "column public.t.a"},
          Case{"trigger x on public.t", ObjectKind::trigger, "x on public.t"},
          Case{"materialized view public.v", ObjectKind::materialized_view, "public.v"},
          Case{"column order of table public.t", ObjectKind::column_order, "table public.t"},
          Case{"default privileges of joe on tables", ObjectKind::default_privileges,
               "joe on tables"},
          Case{"value of sequence public.s", ObjectKind::value, "sequence public.s"},
          Case{"event trigger e", ObjectKind::event_trigger, "e"},
          Case{"database", ObjectKind::database, ""},
          Case{"tablespace t", ObjectKind::tablespace, "t"},
          Case{"transform for x", ObjectKind::transform, "for x"},
          Case{"unheard of thing", ObjectKind::other, "of thing"},
          Case{"", ObjectKind::other, ""}}) {
        const ObjectKey key(text);
        EXPECT_EQ(static_cast<int>(key.kind()), static_cast<int>(kind)) << text;
        EXPECT_EQ(key.name(), name) << text;
        EXPECT_EQ(key.text(), text);
        if (kind == ObjectKind::other || kind == ObjectKind::database) continue;
        EXPECT_EQ(ObjectKey(kind, name), key) << text;
        EXPECT_EQ(ObjectKey(kind, name).name(), name) << text;
    }
}

TEST(ObjectKey, KnowsItsTable) {
    struct Case {
        const char* text;
        const char* own_name;
        const char* table;
    };
    for (const auto& [text, own_name, table] :
         {Case{"trigger x on public.t", "x", "public.t"},
          Case{R"(policy "p on q" on public."T on U")", R"("p on q")", R"(public."T on U")"},
          Case{R"(column public."T.x".a)", "a", R"(public."T.x")"},
          Case{R"(column public.t."a.b")", R"("a.b")", "public.t"},
          Case{"user mapping for joe on server_1", "joe", "server_1"},
          Case{"index public.idx", "public.idx", ""}}) {
        EXPECT_EQ(ObjectKey(text).own_name(), own_name) << text;
        EXPECT_EQ(ObjectKey(text).table(), table) << text;
    }
}

TEST(ObjectKey, LeadsFromWhatTellsOfAnObjectToTheObject) {
    EXPECT_EQ(ObjectKey("comment on column public.t.a").subject(), ObjectKey("column public.t.a"));
    EXPECT_EQ(ObjectKey("rows of materialized view public.v").subject(),
              ObjectKey("materialized view public.v"));
    EXPECT_EQ(ObjectKey("table public.t").subject(), ObjectKey("table public.t"));
}

struct Case {
    const char* text;
    const char* expected;
};

TEST(BareName, IsWhatAScriptCallsTheObject) {
    for (const auto& [text, expected] :
         {Case{"table public.rooms", "rooms"}, Case{"schema city", "city"},
          Case{"column public.rooms.slug", "slug"}, Case{"function public.f(integer, a.b)", "f"},
          Case{"trigger t on public.rooms", "t"},
          Case{"constraint rooms_pkey on public.rooms", "rooms_pkey"},
          Case{"rows of table public.rooms", "rooms"},
          Case{"column order of table public.rooms", "rooms"},
          Case{"comment on column public.rooms.slug", "slug"},
          Case{"value of sequence public.s", "s"}})
        EXPECT_EQ(ObjectKey(text).bare_name(), expected) << text;
}

TEST(BareName, TakesQuotesOff) {
    for (const auto& [text, expected] :
         {Case{R"(table public."Big.Rooms")", "Big.Rooms"}, Case{R"(table "My Schema"."T")", "T"},
          Case{R"(index public."a""b")", "a\"b"}, Case{R"(trigger "x on y" on public.t)", "x on y"},
          Case{R"(column public.t."order")", "order"},
          Case{R"(rows of table public."T.x")", "T.x"}})
        EXPECT_EQ(ObjectKey(text).bare_name(), expected) << text;
}

}  // namespace
}  // namespace migration
