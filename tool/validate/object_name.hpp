#pragma once

// Takes the keys of snapshot entries apart.

#include <string>
#include <string_view>

namespace migration {

// "index public.idx" → kind "index", name "public.idx"; "comment on column public.t.a" → "comment on" and
// "column public.t.a"; "trigger x on public.t" → "trigger", "x on public.t".
struct ObjectName {
    std::string kind;
    std::string name;
};

ObjectName object_name(std::string_view key);

// The last, unquoted part of the name: what a script calls the object.
std::string bare_name(std::string_view key);

// What undoes the object's creation, as "DROP INDEX public.idx;"; empty where there is no one statement.
std::string undo_statement(std::string_view key, std::string_view definition);

}  // namespace migration
