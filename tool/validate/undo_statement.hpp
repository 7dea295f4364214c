#pragma once

// Takes the keys of snapshot entries apart.

#include <string>
#include <string_view>

#include "snapshot/snapshot.hpp"

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

// What undoes the making of the change's object, as "DROP INDEX public.idx;"; empty where no valid statement
// can be told from the change.
std::string undo_statement(const Change& made);

}  // namespace migration
