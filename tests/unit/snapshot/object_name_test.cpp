#include "snapshot/object_name.hpp"

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

}  // namespace
}  // namespace migration
