#pragma once

// Takes the keys of snapshot entries apart.

#include <cstddef>
#include <string>
#include <string_view>

namespace migration {

// "index public.idx" → kind "index", name "public.idx"; "comment on column public.t.a" → "comment on" and
// "column public.t.a"; "trigger x on public.t" → "trigger", "x on public.t".
struct ObjectName {
    std::string kind;
    std::string name;
    bool is_dropped = false;  // DROP, the kind and the name make a statement
};

ObjectName object_name(std::string_view key);

// The kind in capitals, as statements spell it.
std::string kind_in_sql(const ObjectName& object);

// The last, unquoted part of the name: what a script calls the object.
std::string bare_name(std::string_view key);

// Where a word between blanks, such as " on ", stands outside quotes, or npos.
std::size_t find_word(std::string_view name, std::string_view word);

// Where the last dot outside quotes stands, or npos.
std::size_t last_dot(std::string_view name);

}  // namespace migration
