#pragma once

// The words that catalogue queries share, and the one place that knows how catalogues differ
// between PostgreSQL 14 and 18.

#include <string>
#include <string_view>

namespace migration {

// What the catalogue queries depend on.
struct ServerTraits {
    int major = 0;
    bool superuser = false;
};

// Replaces each {word} or {word argument}:
//   {relation}         key of relation c in schema n, as "table public.city"
//   {own n}            schema n is neither the system's nor temporary
//   {member pg_x c}    row c of that catalogue belongs to an extension
//   {acl x of y}       the access privileges x as text, sorted; y, the owner, has no name in it,
//   for the object may
//                      belong to another role elsewhere
//   {user x}           name of role x, quoted where needed
//   {options x}        options of a column, without what the server counts there
//   {list x}           the text array x, joined by commas
//   {enabled x}        what ALTER … ENABLE REPLICA and the like left, from a tgenabled-like column
//   {internal t}       trigger t is one that the server made for a constraint
//   {from 15} a {else} b {end}        a on PostgreSQL 15 and newer, b before
//   {from superuser} a {else} b {end} a where the session may read everything
// `of_few`: the query is about given objects, not whole catalogues.
std::string expand_sql_words(std::string_view sql, const ServerTraits& server, bool of_few = false);

}  // namespace migration
