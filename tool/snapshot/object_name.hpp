#pragma once

// Takes the keys of snapshot entries apart.

#include <cstddef>
#include <optional>
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

// "rows of table" and "rows of table public.t" → "public.t"; nothing for the key of another kind.
std::optional<std::string_view> name_of_kind(std::string_view kind, std::string_view key);
bool is_of_kind(std::string_view kind, std::string_view key);
// What a session takes from the database or the server when it begins: a setting, an event trigger.
bool is_met_by_new_sessions(std::string_view key);

// The kind in capitals, as statements spell it.
std::string kind_in_sql(const ObjectName& object);

// The last, unquoted part of the name: what a script calls the object.
std::string bare_name(std::string_view key);

// Where a word between blanks, such as " on ", stands outside quotes, or npos.
std::size_t find_word(std::string_view name, std::string_view word);

// Where the last dot outside quotes stands, or npos.
std::size_t last_dot(std::string_view name);

}  // namespace migration
